-- Posts the texts of a file in turn, and prints requests a second and the latencies in milliseconds: the
-- median, the 99th percentile and the longest.
-- wrk -s moderate.lua URL -- TEXTS [RATE]
-- With a rate, requests become due at even distances; one that is due while every connection still waits
-- for an answer is sent as soon as one is free, and its latency begins then.

local ffi = require("ffi")
ffi.cdef("typedef struct { long seconds, nanoseconds; } moment; int clock_gettime(int clock, moment *now);")

local requests = {}
local at = 0

local function milliseconds()
  local now = ffi.new("moment")
  ffi.C.clock_gettime(1, now)
  return tonumber(now.seconds) * 1e3 + tonumber(now.nanoseconds) / 1e6
end

local function pace(rate)
  local due = milliseconds()
  function delay()
    due = due + 1e3 / rate
    return math.max(0, math.floor(due - milliseconds() + 0.5))
  end
end

function init(arguments)
  for text in io.lines(arguments[1]) do
    requests[#requests + 1] = wrk.format("POST", "/api/v1/moderate",
      {["Content-Type"] = "application/json"}, '{"text":"' .. text .. '"}')
  end
  if arguments[2] then
    pace(tonumber(arguments[2]))
  end
end

function request()
  at = at % #requests + 1
  return requests[at]
end

function done(summary, latency)
  local errors = summary.errors
  local failed = errors.connect + errors.read + errors.write + errors.status + errors.timeout
  if failed > 0 then
    print(string.format("failed: connecting %d, reading %d, writing %d, status %d, timeout %d",
      errors.connect, errors.read, errors.write, errors.status, errors.timeout))
  else
    print(string.format("result %.0f %.2f %.2f %.1f", summary.requests / summary.duration * 1e6,
      latency:percentile(50) / 1e3, latency:percentile(99) / 1e3, latency.max / 1e3))
  end
end
