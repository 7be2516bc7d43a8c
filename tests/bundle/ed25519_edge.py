#!/usr/bin/env python3
"""ed25519_edge.py - writes ed25519_edge.txt: signatures at the edges of Ed25519.

Implementations disagree on points of small or mixed order, on encodings that are not the shortest
and on S + L. The arithmetic here is RFC 8032, 5.1, in its plainest form, from no library; the
verdicts are what casepack promises (bundle/crypto.h), not what this script computes:
  accept  canonical, of prime order, S < L: an ordinary signature
  refuse  anything whose acceptance would depend on who looks
A line: name, verdict, public key, signature, message, all in hex ("-" for no message).
Run: python3 tests/bundle/ed25519_edge.py > tests/bundle/ed25519_edge.txt
"""
import hashlib

P = 2**255 - 19
L = 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, P - 2, P) % P
ROOT = pow(2, (P - 1) // 4, P)


def add(a, b):
    (x1, y1), (x2, y2) = a, b
    t = D * x1 * x2 * y1 * y2
    return ((x1 * y2 + x2 * y1) * pow(1 + t, P - 2, P) % P, (y1 * y2 + x1 * x2) * pow(1 - t, P - 2, P) % P)


def times(n, a):
    r = (0, 1)
    while n:
        if n & 1:
            r = add(r, a)
        a = add(a, a)
        n >>= 1
    return r


def x_of(y, sign):
    u, v = (y * y - 1) % P, (D * y * y + 1) % P
    x = pow(u * pow(v, P - 2, P), (P + 3) // 8, P)
    if (v * x * x - u) % P:
        x = x * ROOT % P
    if (v * x * x - u) % P:
        return None
    return P - x if x & 1 != sign else x


def encode(a, shift=0):
    """shift P: y + P, the other encoding of a small y."""
    return (a[1] + shift | (a[0] & 1) << 255).to_bytes(32, "little")


B = (x_of(4 * pow(5, P - 2, P) % P, 0), 4 * pow(5, P - 2, P) % P)


def number(*parts):
    return int.from_bytes(hashlib.sha512(b"".join(parts)).digest(), "little")


def secret(seed):
    h = hashlib.sha512(seed).digest()
    a = int.from_bytes(h[:32], "little") & (2**254 - 8) | 2**254
    return a, h[32:]


def sign(seed, message, a_bytes=None, torsion_r=None, torsion_a=None):
    """With torsion: R or A has a part of small order; the equation holds up to the cofactor."""
    a, prefix = secret(seed)
    r = number(prefix, message) % L
    point = times(r, B)
    if torsion_r:
        point = add(point, torsion_r)
    public = times(a, B)
    if torsion_a:
        public = add(public, torsion_a)
    a_bytes = a_bytes or encode(public)
    k = number(encode(point), a_bytes, message) % L
    return a_bytes, encode(point), (r + k * a) % L


def torsion():
    """A point of order 8: L times any point of the whole curve whose L-fold has that order."""
    y = 2
    while True:
        x = x_of(y, 0)
        if x is not None:
            t = times(L, (x, y))
            if times(4, t) != (0, 1):
                return t
        y += 1


def line(name, verdict, public, r, s, message):
    print(name, verdict, public.hex(), (r + s.to_bytes(32, "little")).hex(), message.hex() or "-")


def main():
    seed, text = b"casepack edge vectors, seed no 1", b"MANIFEST"
    t8 = torsion()
    small = [times(i, t8) for i in range(8)]
    a, r, s = sign(seed, text)
    line("ordinary", "accept", a, r, s, text)
    line("ordinary-empty-message", "accept", *sign(seed, b""), b"")
    line("s-plus-l", "refuse", a, r, s + L, text)
    line("s-plus-2l", "refuse", a, r, s + 2 * L, text)
    line("s-is-l", "refuse", a, r, L, text)
    line("s-highest-bits", "refuse", a, r, s | 7 << 253, text)
    line("s-zero", "refuse", a, r, 0, text)
    for i, point in enumerate(small):
        # R = S*B - k*A holds for S = 0, R = -k*A: some k make it verify without the cofactor.
        line(f"small-order-a-{i}", "refuse", encode(point), encode((0, 1)), 0, text)
        line(f"small-order-a-{i}-ordinary-r", "refuse", encode(point), r, s, text)
        line(f"small-order-r-{i}", "refuse", a, encode(point), s, text)
    for i, point in enumerate(small):
        for sign_bit in (0, 1):
            if point[1] < 19:
                wide = (point[1] + P | sign_bit << 255).to_bytes(32, "little")
                line(f"long-form-a-{i}-{sign_bit}", "refuse", wide, encode((0, 1)), 0, text)
                line(f"long-form-r-{i}-{sign_bit}", "refuse", a, wide, s, text)
    for y in range(19):
        # y + P of points that are not of small order, where there is such a point.
        x = x_of(y, 0)
        if x is None or times(8, (x, y)) == (0, 1):
            continue
        line(f"long-form-y-{y}", "refuse", encode((x, y), P), r, s, text)
    # x = 0 with its sign bit set: "minus zero".
    line("minus-zero-1", "refuse", (1 | 1 << 255).to_bytes(32, "little"), encode((0, 1)), 0, text)
    line("minus-zero-minus-1", "refuse", (P - 1 | 1 << 255).to_bytes(32, "little"), encode((0, 1)), 0, text)
    for i in range(1, 8):
        line(f"mixed-r-{i}", "refuse", *sign(seed, text, torsion_r=small[i]), text)
        # The cofactorless equation holds where k * T vanishes; such messages are told apart.
        for n in range(64):
            message = text + bytes([n])
            public, point, half = sign(seed, message, torsion_a=small[i])
            k = number(point, public, message) % L
            if times(k % 8, small[i]) != (0, 1):
                line(f"mixed-a-{i}", "refuse", public, point, half, message)
                break
    line("not-a-point", "refuse", (2).to_bytes(32, "little"), r, s, text)
    line("r-not-a-point", "refuse", a, (2).to_bytes(32, "little"), s, text)
    line("other-message", "refuse", a, r, s, text + b"!")


main()
