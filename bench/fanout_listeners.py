"""So many open connections in one process; prints when each event was sent and how long it took,
when the last has closed."""

import re
import select
import socket
import sys
import time

port, count = int(sys.argv[1]), int(sys.argv[2])
poll, sockets, times = select.epoll(), {}, []
SENT = re.compile(rb'"t":([0-9.]+)')
for n in range(count):
    connection = socket.create_connection(("127.0.0.1", port))
    connection.sendall(b"GET /live/events HTTP/1.1\r\nhost: 127.0.0.1\r\n\r\n")
    connection.setblocking(False)
    sockets[connection.fileno()] = connection
    poll.register(connection, select.EPOLLIN)
    if n % 50 == 49:
        time.sleep(0.01)
while sockets:
    for fd, _what in poll.poll():
        data = sockets[fd].recv(65536)
        now = time.monotonic()
        times += [f"{sent.decode()} {now - float(sent)}" for sent in SENT.findall(data)]
        if not data:
            poll.unregister(fd)
            sockets.pop(fd).close()
print("\n".join(times))
