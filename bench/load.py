"""32 clients on keep-alive connections, each sending its requests one after the other."""

import asyncio
import time


async def send_all(port, requests, clients=32):
    """Send `requests` (whole HTTP/1.1 requests as bytes); seconds in all, each one's seconds, its status."""
    queue = list(requests)
    times, statuses = [], []

    async def client():
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        while queue:
            request = queue.pop()
            began = time.perf_counter()
            writer.write(request)
            await writer.drain()
            head = await reader.readuntil(b"\r\n\r\n")
            size = next(
                int(line.split(b":")[1])
                for line in head.lower().split(b"\r\n")
                if line.startswith(b"content-length")
            )
            await reader.readexactly(size)
            times.append(time.perf_counter() - began)
            statuses.append(int(head.split(b" ", 2)[1]))
        writer.close()

    began = time.perf_counter()
    await asyncio.gather(*(client() for _ in range(clients)))
    return time.perf_counter() - began, times, statuses


def request(path, fields, photo, token, host="127.0.0.1"):
    """A multipart POST as bytes."""
    edge = b"----smartcity"
    body = b"".join(
        b"--%s\r\nContent-Disposition: form-data; name=\"%s\"\r\n\r\n%s\r\n" % (edge, name.encode(), value.encode())
        for name, value in fields.items()
    )  # fmt: skip
    body += (
        b'--%s\r\nContent-Disposition: form-data; name="photo"; filename="a.jpg"\r\nContent-Type: image/jpeg\r\n\r\n'
        % edge
    )
    body += photo + b"\r\n--%s--\r\n" % edge
    head = (f"POST {path} HTTP/1.1\r\nHost: {host}\r\nAuthorization: Bearer {token}\r\n"
            f"Content-Type: multipart/form-data; boundary={edge.decode()}\r\nContent-Length: {len(body)}\r\n\r\n")  # fmt: skip
    return head.encode() + body
