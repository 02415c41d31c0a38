# shellcheck shell=sh
# What the machine has to offer: a JDK 25, Maven, Docker, a browser. Sourced by ./dev.
# On Debian, as root, what is missing is installed; elsewhere one sentence says what to install.

. ./deploy/src/main/steward/lib/find-java.sh

stop() {
  echo "dev: $*" >&2
  exit 2
}

have() {
  command -v "$1" >/dev/null 2>&1
}

# absolute PATH: a path of the caller, who may stand in another folder.
absolute() {
  case $1 in /*) echo "$1" ;; *) echo "$from/$1" ;; esac
}

root_on_debian() {
  [ "$(id -u)" -eq 0 ] && have apt-get && grep -q '^ID=debian$' /etc/os-release 2>/dev/null
}

# install PACKAGE...: true if all of them are there afterwards.
install() {
  root_on_debian || return 1
  echo "Installing $* (apt-get)"
  mkdir -p "$work"
  if [ -z "${apt_updated:-}" ]; then
    apt-get update >"$work/apt.log" 2>&1 || true
    apt_updated=yes
  fi
  DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends "$@" \
    >>"$work/apt.log" 2>&1 </dev/null
}

# toolchain: sets java_home and mvn, or stops with one sentence.
toolchain() {
  [ -z "${java_home:-}" ] || return 0
  java_home=$(find_java javac) || {
    install openjdk-25-jdk-headless || true
    java_home=$(find_java javac) ||
      stop "no JDK 25 found: install one (any vendor's, Debian 13 has openjdk-25-jdk-headless) and point to it with JAVA_HOME=/path/to/jdk-25 ./dev ..."
  }
  have mvn || install maven || true
  mvn=$(command -v mvn) ||
    stop "Maven not found: install Maven 3.8.7 or newer and point to it with PATH=/path/to/maven/bin:\$PATH ./dev ..."
  version=$(JAVA_HOME=$java_home "$mvn" --version 2>/dev/null | sed -n 's/.*Apache Maven \([0-9.]*\).*/\1/p')
  at_least 3.8.7 "${version:-0}" ||
    stop "Maven $version found: install 3.8.7 or newer and point to it with PATH=/path/to/maven/bin:\$PATH ./dev ..."
  export JAVA_HOME="$java_home"
}

# at_least WANTED FOUND: compares dotted versions.
at_least() {
  [ "$(printf '%s\n%s\n' "$1" "$2" | sort -t. -k1,1n -k2,2n -k3,3n | head -n 1)" = "$1" ]
}

# docker_ready: true if an engine answers and host images can be built; else `reason` says why not.
docker_ready() {
  if ! have docker || ! have debootstrap; then
    install docker.io debootstrap || true
  fi
  have docker || { reason="no docker command (install docker.io)"; return 1; }
  have debootstrap || { reason="no debootstrap, which builds the host images (install debootstrap)"; return 1; }
  [ "$(id -u)" -eq 0 ] || { reason="debootstrap, which builds the host images, needs root"; return 1; }
  docker info >/dev/null 2>&1 || start_dockerd
  docker info >/dev/null 2>&1 || { reason="no Docker engine answers (log: $work/dockerd.log)"; return 1; }
}

start_dockerd() {
  mkdir -p "$work"
  if [ -d /run/systemd/system ]; then
    systemctl start docker >"$work/dockerd.log" 2>&1 || true
    return
  fi
  have dockerd || return 0
  echo "Starting dockerd (it stays; log: $work/dockerd.log)"
  setsid dockerd >"$work/dockerd.log" 2>&1 </dev/null &
  waited=0
  until docker info >/dev/null 2>&1 || [ "$waited" -ge 30 ]; do
    sleep 1
    waited=$((waited + 1))
  done
}

# browser_ready: true if a Chromium is there (STEWARD_CHROMIUM names it); else `reason` says why not.
browser_ready() {
  for name in "${STEWARD_CHROMIUM:-}" chromium chromium-browser google-chrome; do
    [ -n "$name" ] && have "$name" && STEWARD_CHROMIUM=$(command -v "$name") && export STEWARD_CHROMIUM && return 0
  done
  if install chromium; then
    STEWARD_CHROMIUM=$(command -v chromium)
    export STEWARD_CHROMIUM
    return 0
  fi
  reason="no Chromium (install chromium, or name one with STEWARD_CHROMIUM)"
  return 1
}

# prometheus_ready: true if a Prometheus 3, its promtool, Alertmanager's amtool and a large public rule file are there
# (STEWARD_PROMETHEUS, STEWARD_PROMTOOL, STEWARD_AMTOOL and STEWARD_RULE_SET name them); else `reason` says why not. On
# Debian they come from the unstable suite and are unpacked below target/dev: nothing is installed, since apt works with
# lists and a sources file of its own.
prometheus_ready() {
  if [ -n "${STEWARD_PROMETHEUS:-}" ] && [ -n "${STEWARD_PROMTOOL:-}" ] && [ -n "${STEWARD_AMTOOL:-}" ] &&
    [ -n "${STEWARD_RULE_SET:-}" ]; then
    return 0
  fi
  folder=$(pwd)/$work/prometheus
  rules=$folder/etc/prometheus/ceph/ceph_default_alerts.yml
  { [ -x "$folder/usr/bin/promtool" ] && [ -x "$folder/usr/bin/amtool" ] && [ -f "$rules" ]; } || fetch_prometheus "$folder" || {
    reason="no Prometheus 3 (name STEWARD_PROMETHEUS, STEWARD_PROMTOOL, STEWARD_AMTOOL and STEWARD_RULE_SET; log: $work/prometheus.log)"
    return 1
  }
  STEWARD_PROMETHEUS=$folder/usr/bin/prometheus
  STEWARD_PROMTOOL=$folder/usr/bin/promtool
  STEWARD_AMTOOL=$folder/usr/bin/amtool
  STEWARD_RULE_SET=$rules
  export STEWARD_PROMETHEUS STEWARD_PROMTOOL STEWARD_AMTOOL STEWARD_RULE_SET
}

fetch_prometheus() {
  have apt-get && have dpkg && grep -q '^ID=debian$' /etc/os-release 2>/dev/null || return 1
  echo "Fetching Prometheus 3 from Debian's unstable suite (log: $work/prometheus.log)"
  mirror=$(apt-get indextargets --format '$(REPO_URI)' 'Created-By: Packages' 'Origin: Debian' | head -n 1)
  [ -n "$mirror" ] || return 1
  mkdir -p "$1/apt/lists/partial" "$1/apt/archives/partial"
  cat >"$1/apt/unstable.sources" <<SOURCES
Types: deb
URIs: $mirror
Suites: sid
Components: main
Signed-By: /usr/share/keyrings/debian-archive-keyring.gpg
SOURCES
  : >"$1/apt/status"
  (
    cd "$1/apt/archives"
    for command in update 'download prometheus promtool prometheus-alertmanager ceph-prometheus-alerts'; do
      # shellcheck disable=SC2086  # a command and its arguments
      apt-get -qq -o APT::Sandbox::User=root -o Dir::Etc::sourcelist="$1/apt/unstable.sources" \
        -o Dir::Etc::sourceparts=- -o Dir::Etc::preferences=/dev/null -o Dir::State::lists="$1/apt/lists" \
        -o Dir::State::status="$1/apt/status" -o Dir::Cache="$1/apt" $command || exit 1
    done
    for package in ./*.deb; do dpkg -x "$package" "$1" || exit 1; done
  ) >"$work/prometheus.log" 2>&1
}
