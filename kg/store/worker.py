"""The process that runs other people's queries: read-only, short of memory, without network where that can be had.

It is started by ``pool.py`` as ``python -m kg.store.worker STORE MEGABYTES``, reads requests as lines of JSON and
answers each with a line of JSON and, where that says so, as many bytes as it says.
"""

from __future__ import annotations

import ctypes
import json
import os
import resource
import sys
import time
from pathlib import Path
from typing import Final

from kg.errors import KgError
from kg.store.oxigraph import SparqlError, Store
from kg.store.terms import Literal

_NEW_USER: Final = 0x10000000
_NEW_NETWORK: Final = 0x40000000


def confine(megabytes: int) -> None:
    """Give up what a query does not need: memory beyond the limit, the network, core dumps."""
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_AS, (megabytes << 20, megabytes << 20))
    if os.uname().sysname == "Linux":  # where user namespaces are forbidden the guard stands alone
        ctypes.CDLL(None, use_errno=True).unshare(_NEW_USER | _NEW_NETWORK)


def main() -> None:
    """Answer requests until the input ends."""
    path, megabytes = Path(sys.argv[1]), int(sys.argv[2])
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # nothing that a library prints may reach the answers
    try:
        store = Store.open(path) if path.is_dir() else Store.of_file(path)
    except KgError as error:
        answers.write(json.dumps({"error": str(error)}).encode() + b"\n")
        return
    confine(megabytes)
    answers.write(b'{"ready": true}\n')
    answers.flush()
    for line in sys.stdin:
        request = json.loads(line)
        payload = b""
        began = time.process_time()
        try:
            bound = {name: node if isinstance(node, str) else Literal(*node) for name, node in request["bound"].items()}
            kind, payload = store.serialised(request["query"], request["format"], request["triples"], bound)
            head: dict[str, object] = {"length": len(payload), "kind": kind, "cpu": time.process_time() - began}
        except SparqlError as error:
            head = {"malformed": error.problem}
        except KgError as error:
            head = {"error": str(error)}
        except MemoryError:
            head = {"memory": True}
        if len(payload) > request["limit"]:
            head, payload = {"large": len(payload)}, b""
        answers.write(json.dumps(head).encode() + b"\n" + payload)
        answers.flush()


if __name__ == "__main__":
    main()
