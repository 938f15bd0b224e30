"""Renders every event of an .evtx file as XML with python-evtx, and prints how many there were and how long that took."""
import sys
import time

from Evtx.Evtx import Evtx

start = time.perf_counter()
with Evtx(sys.argv[1]) as log:
    count = sum(1 for record in log.records() if record.xml())
print(count, time.perf_counter() - start)
