"""Jams, cars where they should not stand, signals that are dark, buses; and the same places when it flows."""

from smartcity.demo.pictures import furniture
from smartcity.demo.pictures.shots import Shot


def jam(shot: Shot) -> None:
    """An avenue packed from kerb to kerb, or afterwards moving."""
    street = shot.on("avenue", "avenue", "shops")
    shot.aim(eye=(1.7, 5.5), pitch=(5, 13), yaw=9, x=(-street.half * 0.7, street.half * 0.3))
    shot.line(start=2.0, end=90)
    dice = shot.moment
    lanes = 3 if street.half > 6 else 1
    for side in (-1, 1):
        for lane in range(lanes):
            x = side * street.half * (lane + 0.5) / lanes
            z = dice.uniform(6, 9) + (4 if abs(x - shot.camera.x) < 1.6 and shot.camera.eye < 2.6 else 0)
            while z < 80:
                kind = dice.choices(
                    ("mpv", "hatch", "sedan", "angkot", "bus", "truck", "motorbike"),
                    weights=(6, 4, 2, 1.4, 0.7, 1, 5),
                )[0]
                away = side < 0
                long = {"bus": 11, "truck": 6, "motorbike": 1.8}.get(kind, 4.3)
                shot.drive(kind, x + dice.gauss(0, 0.22), z, away=away)
                z += long + (dice.uniform(12, 45) if shot.after else dice.uniform(0.7, 2.2))
    for _ in range(0 if shot.after else dice.randint(8, 16)):
        between = dice.choice((-1, 1)) * street.half * dice.choice((1, 2)) / lanes * 0.98
        shot.drive("motorbike", between, dice.uniform(7, 40), away=between < 0)


def parking(shot: Shot) -> None:
    """A pavement full of cars or motorbikes; afterwards free, with a sign."""
    street = shot.on("shops", "avenue")
    side, dice = shot.place.choice((-1, 1)), shot.moment
    walk = side * (street.half + street.walk * 0.45)
    shot.aim(pitch=(6, 13), yaw=7, x=(walk - side * 2.6, walk - side * 1.2))
    shot.line(start=2.5)
    shot.passers(near=12)
    if shot.after:
        shot.add(7.0, furniture.sign, side * (street.half + 0.3), 7.0)
        for n in range(5):
            shot.add(5.0 + n * 3, furniture.cone, side * (street.half - 0.3), 5.0 + n * 3)
        return
    z, bikes = dice.uniform(3.6, 5.5), shot.place.random() < 0.4
    while z < 34:
        kind = "motorbike" if bikes else dice.choice(("mpv", "mpv", "hatch", "sedan", "angkot"))
        shot.drive(kind, walk + dice.gauss(0, 0.12), z) if not bikes else shot.park(
            walk + dice.gauss(0, 0.5), z
        )
        z += dice.uniform(0.45, 0.8) if bikes else dice.uniform(4.6, 6.2)


def signal(shot: Shot) -> None:
    """A traffic light that is dark, and the queue it makes."""
    street = shot.on("avenue", "shops")
    shot.aim(pitch=(2, 7), yaw=8, x=(0.8 - street.half, 2.0 - street.half))
    shot.line(start=16)
    dice = shot.moment
    for side in (-1, 1):
        x = side * (street.half + 0.5)
        shot.add(
            7.5,
            furniture.signal,
            x,
            dice.uniform(7.2, 7.6) if side < 0 else 13.0,
            lit=2 if shot.after else None,
        )
    shot.passers(2, 4, near=14) if shot.after else shot.passers(9, 14, near=9)


def sign(shot: Shot) -> None:
    """A road sign rusted and about to fall; afterwards a new one."""
    street = shot.on("shops", "lane", "avenue")
    side, dice = shot.place.choice((-1, 1)), shot.place
    post = side * (street.half + 0.3)
    shot.aim(pitch=(-2, 5), yaw=5, x=(post - side * 1.4, post - side * 0.5))
    shot.line(start=3)
    shot.passers(near=10)
    z = dice.uniform(3.6, 5.4)
    lean = -side * dice.uniform(0.4, 1.1)
    shot.add(z, furniture.sign, post, z, lean=0.0 if shot.after else lean, rust=not shot.after)


def bus(shot: Shot) -> None:
    """People waiting at the kerb; afterwards their bus is there."""
    street = shot.on("avenue", "shops")
    shot.aim(pitch=(4, 10), yaw=9, x=(-street.half - 0.6, -street.half + 1.0))
    shot.line(start=3)
    shot.passers(2, 5, near=16)
    dice = shot.moment
    for _ in range(4 if shot.after else dice.randint(9, 14)):
        shot.walk(-street.half - dice.uniform(0.3, max(0.6, street.walk)), dice.uniform(5.5, 13))
    shot.add(9, furniture.sign, -street.half - 0.3, 9.0)
    if shot.after:
        shot.drive("bus", -street.half + 1.7, 8.5)
