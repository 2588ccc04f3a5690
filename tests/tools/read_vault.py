#!/usr/bin/env python3
"""Reads a vault, or a backup of one, from its format document alone (src/vault/FORMAT.md).

    python3 read_vault.py VAULT-FOLDER-OR-BACKUP PASSPHRASE [--raw STREAM]

Prints, for each stream, its id, how many payloads it holds, and the SHA-256 of all of them, each with
its length before it. With --raw it writes the payloads of one stream to standard output: each is one
byte of schema and then MessagePack. It needs Python 3.9 and the package `cryptography`, nothing of
firsthours: the evidence outlives the program.
"""
import hashlib
import hmac
import os
import struct
import sys
import zlib

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id

MARK = bytes.fromhex("f146488a46524d0a")


def hkdf(salt, key, info):  # RFC 5869, one block of SHA-256
    return hmac.digest(hmac.digest(salt, key, "sha256"), info + b"\x01", "sha256")


def hchacha20(key, nonce):  # draft-irtf-cfrg-xchacha-03, section 2.2
    s = list(struct.unpack("<4I", b"expand 32-byte k") + struct.unpack("<8I", key) + struct.unpack("<4I", nonce))

    def turn(a, b, c, d):
        for x, y, z, by in ((a, b, d, 16), (c, d, b, 12), (a, b, d, 8), (c, d, b, 7)):
            s[x] = (s[x] + s[y]) & 0xFFFFFFFF
            s[z] ^= s[x]
            s[z] = (s[z] << by | s[z] >> (32 - by)) & 0xFFFFFFFF

    for _ in range(10):
        for column in range(4):
            turn(column, column + 4, column + 8, column + 12)
        for a, b, c, d in ((0, 5, 10, 15), (1, 6, 11, 12), (2, 7, 8, 13), (3, 4, 9, 14)):
            turn(a, b, c, d)
    return struct.pack("<8I", *(s[:4] + s[12:]))


def unseal(key, data, sealed):  # XChaCha20-Poly1305: nonce 24 | ciphertext | tag 16
    nonce = sealed[:24]
    return ChaCha20Poly1305(hchacha20(key, nonce[:16])).decrypt(b"\0" * 4 + nonce[16:], sealed[24:], data)


def master_key(header, passphrase):  # FORMAT 2
    assert header[:8] == b"FHVAULT1" and struct.unpack("<H", header[8:10]) == (1,), "no vault of format 1"
    assert hashlib.sha256(header[:4064]).digest() == header[4064:], "this copy of the header is damaged"
    vault, salt = header[16:32], header[44:60]
    memory, passes, lanes = struct.unpack("<3I", header[32:44])
    root = Argon2id(salt=salt, length=32, iterations=passes, lanes=lanes, memory_cost=memory).derive(passphrase)
    for slot in range(4):
        key = hkdf(salt, root, b"firsthours/v1/slot" + bytes([slot]))
        data = header[:12] + header[16:60] + bytes([slot])
        try:
            master = unseal(key, data, header[60 + 72 * slot : 132 + 72 * slot])
        except InvalidTag:
            continue
        check = hmac.digest(hkdf(vault, master, b"firsthours/v1/header"), header[:4032], "sha256")
        assert check == header[4032:4064], "the header was changed"
        return vault, master
    sys.exit("the passphrase does not open it")


def frames(piece):  # FORMAT 4
    at = 32
    while (at := piece.find(MARK, at)) >= 0:
        head = piece[at : at + 44]
        if len(head) == 44 and hashlib.sha256(head[:40]).digest()[:4] == head[40:]:
            length, kind, _version, schema, sequence = struct.unpack("<IBBHQ", head[8:24])
            yield sequence, kind, schema, head[24:40], piece[at + 44 : at + 44 + length]
            at += 44 + length
        else:
            at += 1


def records(data):
    while data:
        position, length = struct.unpack("<QI", data[:12])
        yield position, data[12 : 12 + length]
        data = data[12 + length :]


def length_of(data, at):  # of one MessagePack value
    head = data[at]
    fixed = {0xC0: 1, 0xC2: 1, 0xC3: 1, 0xCA: 5, 0xCB: 9, 0xCC: 2, 0xCD: 3, 0xCE: 5, 0xCF: 9, 0xD0: 2, 0xD1: 3,
             0xD2: 5, 0xD3: 9, 0xD4: 3, 0xD5: 4, 0xD6: 6, 0xD7: 10, 0xD8: 18}
    counted = {0xC4: (1, 0), 0xC5: (2, 0), 0xC6: (4, 0), 0xC7: (1, 1), 0xC8: (2, 1), 0xC9: (4, 1), 0xD9: (1, 0),
               0xDA: (2, 0), 0xDB: (4, 0)}
    if head < 0x80 or head >= 0xE0:
        return 1
    if 0xA0 <= head < 0xC0:
        return 1 + head - 0xA0
    if head in fixed:
        return fixed[head]
    if head in counted:
        size, more = counted[head]
        return 1 + size + more + int.from_bytes(data[at + 1 : at + 1 + size], "big")
    head_size, inside = container(data, at)
    end = at + head_size
    for _ in range(sum(inside)):
        end += length_of(data, end)
    return end - at


def container(data, at):  # bytes of the head, (keys, values)
    head = data[at]
    if head < 0x90:
        return 1, (head & 15, head & 15)
    if head < 0xA0:
        return 1, (0, head & 15)
    size = 2 if head in (0xDC, 0xDE) else 4
    count = int.from_bytes(data[at + 1 : at + 1 + size], "big")
    return 1 + size, (count if head >= 0xDE else 0, count)


def column(data, at, fixed=None):  # FORMAT 4.1: the values of a column, and where it ends
    kind, count = data[at], struct.unpack("<I", data[at + 1 : at + 5])[0]
    at += 5
    values = []
    if kind == 0:
        for _ in range(count):
            size = fixed or length_of(data, at)
            values.append(data[at : at + size])
            at += size
    elif kind == 1:
        width, lanes = data[at], []
        at += 1
        for _ in range(1 + width):
            lane, before = [], 0
            for byte in data[at : at + count]:
                before = (before + byte) & 255
                lane.append(before)
            lanes.append(lane)
            at += count
        for n in range(count):
            values.append(bytes(lane[n] for lane in lanes[1 + width - lanes[0][n] :]))
    else:
        known = []
        (number,) = struct.unpack("<I", data[at : at + 4])
        at += 4
        for _ in range(number):
            (size,) = struct.unpack("<I", data[at : at + 4])
            known.append(data[at + 4 : at + 4 + size])
            at += 4 + size
        values = [known[n] for n in data[at : at + count]]
        at += count
    return values, at


def filled(template, take):
    out = bytearray(template[:1])

    def value(at):
        if template[at] == 0xC1:
            out.extend(take())
            return at + 1
        head, (keys, values) = container(template, at)
        out.extend(template[at : at + head])
        at += head
        for _ in range(values):
            if keys:
                size = length_of(template, at)
                out.extend(template[at : at + size])
                at += size
            at = value(at)
        return at

    value(1)
    return bytes(out)


def laid_out(data):  # FORMAT 4.1
    if data[0] == 0:
        yield from records(data[1:])
        return
    first, count, number = struct.unpack("<QII", data[1:17])
    at, templates = 17, []
    for _ in range(number):
        (size,) = struct.unpack("<I", data[at : at + 4])
        templates.append(data[at + 4 : at + 4 + size])
        at += 4 + size
    (number,) = struct.unpack("<I", data[at : at + 4])
    which, at = column(data, at + 4, 2)
    columns = []
    for _ in range(number):
        values, at = column(data, at)
        columns.append(iter(values))
    for n, template in enumerate(which):
        order = iter(columns)
        yield first + n, filled(templates[int.from_bytes(template, "little")], lambda: next(next(order)))


def read(pieces, vault, key):
    streams = {}
    for sequence, kind, schema, before, sealed in sorted(f for piece in pieces for f in frames(piece)):
        place = b"\x01" + vault + bytes(16) + struct.pack("<QBHIQ", 0, kind, schema, 0, sequence) + before
        try:
            plain = unseal(key, b"firsthours/v1" + place, sealed)
        except InvalidTag:
            print(f"frame {sequence} is damaged", file=sys.stderr)
            continue
        content = plain[4 : 4 + struct.unpack("<I", plain[:4])[0]]
        if kind == 1:
            rest = content[4:]
            while rest:
                stream, (position, length) = rest[:16], struct.unpack("<QI", rest[16:28])
                streams.setdefault(stream, {})[position] = rest[28 : 28 + length]
                rest = rest[28 + length :]
        elif kind == 2:
            streams.setdefault(content[:16], {}).update(laid_out(zlib.decompress(content[36:], wbits=-15)))
    return streams


def main():
    path, passphrase = sys.argv[1], sys.argv[2].encode()
    if os.path.isdir(path):
        header = open(os.path.join(path, "header"), "rb").read()
        names = sorted(name for name in os.listdir(path) if name.startswith("journal-"))
        pieces = [open(os.path.join(path, name), "rb").read() for name in names]
    else:
        whole = open(path, "rb").read()
        header, pieces = whole[:4096], [whole[4096:]]
    vault, master = master_key(header, passphrase)
    streams = read(pieces, vault, hkdf(vault, master, b"firsthours/v1/journal"))
    if len(sys.argv) > 4 and sys.argv[3] == "--raw":
        for _, payload in sorted(streams[bytes.fromhex(sys.argv[4])].items()):
            sys.stdout.buffer.write(payload)
        return
    for stream, payloads in sorted(streams.items()):
        whole = hashlib.sha256()
        for _, payload in sorted(payloads.items()):
            whole.update(struct.pack("<Q", len(payload)) + payload)
        print(stream.hex(), len(payloads), whole.hexdigest())


main()
