-- Posts the texts of a file in turn, and prints requests a second and the latencies in milliseconds.
-- wrk -s moderate.lua URL -- TEXTS

local requests = {}
local at = 0

function init(arguments)
  for text in io.lines(arguments[1]) do
    requests[#requests + 1] = wrk.format("POST", "/api/v1/moderate",
      {["Content-Type"] = "application/json"}, '{"text":"' .. text .. '"}')
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
    print(string.format("result %.0f %.2f %.2f", summary.requests / summary.duration * 1e6,
      latency:percentile(50) / 1e3, latency:percentile(99) / 1e3))
  end
end
