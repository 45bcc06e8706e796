"""Writes src/test/resources/vectors/merkle: python3 lineage/src/test/python/merkle_vectors.py

A second, recursive implementation of RFC 9162 section 2.1, straight from its definitions.
"""

import hashlib
import json
import pathlib

OUT = pathlib.Path(__file__).parents[1] / "resources/vectors/merkle"
SIZES = [1, 2, 3, 5, 7, 8]


def sha(data):
    return hashlib.sha256(data).digest()


def leaf_hash(data):
    return sha(b"\0" + data)


def node_hash(left, right):
    return sha(b"\1" + left + right)


def split(n):
    k = 1
    while 2 * k < n:
        k *= 2
    return k


def tree_hash(leaves):
    if not leaves:
        return sha(b"")
    if len(leaves) == 1:
        return leaf_hash(leaves[0])
    k = split(len(leaves))
    return node_hash(tree_hash(leaves[:k]), tree_hash(leaves[k:]))


def path(m, leaves):
    if len(leaves) == 1:
        return []
    k = split(len(leaves))
    if m < k:
        return path(m, leaves[:k]) + [tree_hash(leaves[k:])]
    return path(m - k, leaves[k:]) + [tree_hash(leaves[:k])]


def root_from(m, n, hashed, steps):
    """The root that a path leads to, or None where its length does not fit."""
    if not 0 <= m < n:
        return None
    if n == 1:
        return hashed if not steps else None
    if not steps:
        return None
    k = split(n)
    inner = root_from(m, k, hashed, steps[:-1]) if m < k else root_from(m - k, n - k, hashed, steps[:-1])
    if inner is None:
        return None
    return node_hash(inner, steps[-1]) if m < k else node_hash(steps[-1], inner)


def subproof(m, leaves, whole):
    if m == len(leaves):
        return [] if whole else [tree_hash(leaves)]
    k = split(len(leaves))
    if m <= k:
        return subproof(m, leaves[:k], whole) + [tree_hash(leaves[k:])]
    return subproof(m - k, leaves[k:], False) + [tree_hash(leaves[:k])]


def data(n):
    return [bytes([i]) * i for i in range(n)]


def flip(value):
    return bytes([value[0] ^ 1]) + value[1:]


def damaged_paths(steps):
    """Every damage to a list of hashes that must be noticed."""
    extra = sha(b"extra")
    yield "extended at its end", steps + [extra]
    yield "extended at its start", [extra] + steps
    if steps:
        yield "truncated at its end", steps[:-1]
        yield "truncated at its start", steps[1:]
        yield "last hash repeated", steps + steps[-1:]
    if len(steps) > 1:
        yield "reversed", steps[::-1]
        yield "without any hash", []
    for i, step in enumerate(steps):
        yield f"hash {i} changed", steps[:i] + [flip(step)] + steps[i + 1 :]
    for i in range(len(steps) - 1):
        yield f"hashes {i} and {i + 1} swapped", steps[:i] + [steps[i + 1], steps[i]] + steps[i + 2 :]


def inclusion(n):
    leaves = data(n)
    root = tree_hash(leaves)
    cases = []

    def case(name, leaf, index, size, steps, root, valid=False):
        found = root_from(index, size, leaf_hash(leaf), steps) == root
        if found != valid:
            # A path can fit two sizes; then only the signed size tells the trees apart.
            assert not valid and "size" in name, name
            return
        cases.append(
            {
                "name": name,
                "leaf": leaf.hex(),
                "index": index,
                "size": size,
                "path": [step.hex() for step in steps],
                "root": root.hex(),
                "valid": valid,
            }
        )

    for m in range(n):
        steps = path(m, leaves)
        leaf = leaves[m]
        case(f"leaf {m}", leaf, m, n, steps, root, True)
        for other in range(-1, n + 1):
            if other != m:
                case(f"leaf {m} at index {other}", leaf, other, n, steps, root)
        for size in sorted({0, 1, n - 1, n + 1, 2 * n, 2**53 - 1} - {n}):
            case(f"leaf {m} in a tree of size {size}", leaf, m, size, steps, root)
        for name, bad in damaged_paths(steps):
            case(f"leaf {m}, path {name}", leaf, m, n, bad, root)
        extra = sha(b"extra")
        for higher in node_hash(extra, root), node_hash(root, extra):
            case(f"leaf {m}, path one hash too long for its size", leaf, m, n, steps + [extra], higher)
        case(f"leaf {m}, wrong leaf", leaf + b"\0", m, n, steps, root)
        case(f"leaf {m}, leaf hashed twice", leaf_hash(leaf), m, n, steps, root)
        case(f"leaf {m}, wrong root", leaf, m, n, steps, flip(root))
        case(f"leaf {m}, empty tree's root", leaf, m, n, steps, sha(b""))
        case(f"leaf {m}, root of a neighbour size", leaf, m, n, steps, tree_hash(data(n + 1)))
    if n > 1:
        k = split(n)
        inner = b"\1" + tree_hash(leaves[:k]) + tree_hash(leaves[k:])
        case("the root's own input as a leaf", inner[1:], 0, 1, [], root)
        case("the root's own input with its prefix as a leaf", inner, 0, 1, [], root)
    return cases


def consistency(n):
    leaves = data(n)
    cases = []

    def case(name, old, new, old_root, new_root, steps, valid=False):
        cases.append(
            {
                "name": name,
                "old_size": old,
                "new_size": new,
                "old_root": old_root.hex(),
                "new_root": new_root.hex(),
                "path": [step.hex() for step in steps],
                "valid": valid,
            }
        )

    new_root = tree_hash(leaves)
    for m in range(1, n + 1):
        old_root = tree_hash(leaves[:m])
        steps = subproof(m, leaves, True)
        case(f"{m} to {n}", m, n, old_root, new_root, steps, True)
        case(f"{m} to {n}, wrong old root", m, n, flip(old_root), new_root, steps)
        case(f"{m} to {n}, wrong new root", m, n, old_root, flip(new_root), steps)
        case(f"{m} to {n}, new size 0", m, 0, old_root, new_root, steps)
        case(f"{m} to {n}, old size 0", 0, n, old_root, new_root, steps)
        extra = sha(b"extra")
        higher = [node_hash(extra, root) for root in (old_root, new_root)]
        case(f"{m} to {n}, path one hash too long on the left", m, n, *higher, steps + [extra])
        higher = [old_root, node_hash(new_root, extra)]
        case(f"{m} to {n}, path one hash too long on the right", m, n, *higher, steps + [extra])
        if m < n:
            case(f"{m} to {n}, roots swapped", m, n, new_root, old_root, steps)
            case(f"{m} to {n}, sizes swapped", n, m, old_root, new_root, steps)
            case(f"{m} to {n}, sizes said to be equal", n, n, old_root, new_root, [])
        for name, bad in damaged_paths(steps):
            case(f"{m} to {n}, path {name}", m, n, old_root, new_root, bad)
    return cases


def write(kind, n, cases):
    lines = ",\n".join("    " + json.dumps(case) for case in cases)
    text = f'{{\n  "kind": "{kind}",\n  "cases": [\n{lines}\n  ]\n}}\n'
    (OUT / f"{kind}-{n:02d}.json").write_text(text)


for n in SIZES:
    write("inclusion", n, inclusion(n))
    write("consistency", n, consistency(n))
