# shellcheck shell=sh
# Finds a Java 25. Sourced by bin/steward and by ./dev.

# find_java TOOL: prints the home of the first Java of version 25 or newer that has the tool (java, javac).
find_java() {
  on_path=$(command -v "$1" || true)
  [ -z "$on_path" ] || on_path=$(dirname "$(dirname "$(readlink -f "$on_path")")")
  for home in "${JAVA_HOME:-}" "$on_path" /usr/lib/jvm/* /opt/*jdk* /opt/java/* /usr/java/* \
    "${HOME:-}"/.jdks/* "${HOME:-}"/.sdkman/candidates/java/* /Library/Java/JavaVirtualMachines/*/Contents/Home; do
    [ -x "$home/bin/$1" ] && [ -r "$home/release" ] || continue
    major=$(sed -n 's/^JAVA_VERSION="\([0-9]*\).*/\1/p' "$home/release")
    if [ "${major:-0}" -ge 25 ]; then
      echo "$home"
      return 0
    fi
  done
  return 1
}
