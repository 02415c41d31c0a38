#!/bin/sh
# Runs the server once, in a folder of its own and on ports that nobody uses, gives it the work of a small fleet, and leaves
# beside the libraries what Java learnt from that: the classes loaded and linked, and which code runs hot (an AOT cache). A
# start then takes half the time and processor, and the first minutes of work a fifth less.
# The agent learns the same way, from a few seconds of shipping to that server.
# The cache is for the Java and the libraries that it was made with; with others, Java starts as it does without it.
set -eu

home=$(cd "$(dirname "$(readlink -f "$0")")/.." && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
rm -f "$home/lib/server.aot" "$home/lib/agent.aot"
STEWARD_JAVA_OPTIONS="-XX:AOTCacheOutput=$work/server.aot" "$home/bin/steward" server --data "$work/data" \
  --http 127.0.0.1:0 --grpc 127.0.0.1:0 --syslog 127.0.0.1:0 >"$work/log" 2>&1 &
server=$!

tries=0
until grep -q 'Ready at' "$work/log"; do
  tries=$((tries + 1))
  if [ "$tries" -gt 600 ] || ! kill -0 "$server" 2>/dev/null; then
    echo "learn-start: the server did not start:" >&2
    cat "$work/log" >&2
    kill "$server" 2>/dev/null || true
    exit 1
  fi
  sleep 0.2
done
http=$(sed -n 's|.*Ready at \(http:[^ ]*\).*|\1|p' "$work/log")
grpc=$(sed -n 's|.*Agents may ship to [^:]*:\([0-9]*\).*|\1|p' "$work/log")
"$home/bin/steward" exercise --http "$http" --grpc "$grpc" ||
  echo "learn-start: the exercise failed; the cache knows the start alone" >&2

echo 'ERROR a line that an agent reads' >"$work/agent-input"
STEWARD_JAVA_OPTIONS="-XX:AOTCacheOutput=$work/agent.aot" "$home/bin/steward" agent --data "$work/agent" \
  --server "127.0.0.1:$grpc" --insecure --interval 1s --file "$work/agent-input" --syslog 127.0.0.1:0 >"$work/agent-log" 2>&1 &
agent=$!
sleep 8
kill "$agent" || true
wait "$agent" || true
if [ -f "$work/agent.aot" ]; then
  mv "$work/agent.aot" "$home/lib/agent.aot"
else
  echo "learn-start: no cache for the agent:" >&2
  cat "$work/agent-log" >&2
fi

kill "$server"
wait "$server" || true
[ -f "$work/server.aot" ] || {
  echo "learn-start: Java left no cache (expected: Java 25)" >&2
  exit 1
}
mv "$work/server.aot" "$home/lib/server.aot"
