#!/usr/bin/env python3
"""Ask the web server of this container whether it answers; exit code 0 or 1. Standard library only.

The question goes past the proxy, so it brings what the proxy would add: a host name that is allowed, and word
that the outer connection is encrypted.
"""

import http.client
import os
import sys


def main() -> int:
    host = os.environ.get("ALLOWED_HOSTS", "localhost").split(",")[0].strip().lstrip("*.") or "localhost"
    connection = http.client.HTTPConnection("127.0.0.1", int(os.environ.get("PORT", "8000")), timeout=8)
    try:
        connection.request("GET", "/health/", headers={"Host": host, "X-Forwarded-Proto": "https"})
        status = connection.getresponse().status
    except OSError as error:
        print(error)
        return 1
    finally:
        connection.close()
    print(status)
    return 0 if status == http.HTTPStatus.OK else 1


if __name__ == "__main__":
    sys.exit(main())
