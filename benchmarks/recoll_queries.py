"""Asks Recoll from within and prints the processor time of each query, in milliseconds, as JSON.

Run by the Python that has Recoll's module, which is the system's; the request is read as JSON:
{"folder": its configuration, "hits": n, "queries": [[text, whether the last word may go on]]}.
"""

from __future__ import annotations

import json
import sys
import time

from recoll import recoll  # type: ignore[import-not-found]


def main() -> None:
    request = json.load(sys.stdin)
    database = recoll.connect(confdir=request["folder"])
    query = database.query()
    times = []
    for text, goes_on in request["queries"]:
        started = time.process_time()
        query.execute(text + "*" if goes_on else text, stemming=1)
        for document in query.fetchmany(request["hits"]):
            query.makedocabstract(document)
        times.append((time.process_time() - started) * 1000)
    print(json.dumps(times))


if __name__ == "__main__":
    main()
