#!/usr/bin/env bash
# A Docker engine of its own for tests: private socket, data and processes, no network, two test images. Needs root and Linux.
#   eng/engine.sh start DIR [--newest | --podman] [DOCKERD-FLAG...]   prints DOCKER_HOST; does nothing when it runs already
#   eng/engine.sh halt DIR [SIGNAL]                                   ends the engine alone, by TERM or SIGNAL; `start` goes on from there
#   eng/engine.sh stop DIR                                            ends it with its containers and removes what it left in DIR
# --newest is the newest engine that Debian has, unpacked into the cache; --podman is Podman's Docker-compatible service.
# Exit codes: 3 this machine cannot run one; 4 the newest engine cannot be downloaded; 1 it should run and does not.
set -euo pipefail

eng=$(cd "$(dirname "$0")" && pwd)
cache=${PROMPTWATCHER_ENGINE_CACHE:-${XDG_CACHE_HOME:-${HOME:-/root}/.cache}/promptwatcher-engine}
say() { echo "engine.sh: $*" >&2; }
die() { say "${@:2}"; exit "$1"; }

usage='Usage: eng/engine.sh start DIR [--newest | --podman] [DOCKERD-FLAG...], or halt DIR [SIGNAL], or stop DIR'
[ $# -ge 2 ] || die 1 "$usage"
verb=$1
dir=$(realpath -m "$2")
shift 2
export DOCKER_HOST=unix://$dir/engine.sock
unset DOCKER_CONTEXT DOCKER_TLS_VERIFY DOCKER_API_VERSION
# The directory names the control group too, so that every process of every container is found again, whatever became of the engine.
group=promptwatcher-$(echo -n "$dir" | sha256sum | cut -c 1-12)

answers() { timeout 5 docker version > /dev/null 2>&1; }

# The process that a file names, while it runs. A zombie has no arguments any more.
pid_of() { local pid; pid=$(cat "$1" 2> /dev/null) && grep -qs "$dir/" "/proc/$pid/cmdline" && echo "$pid"; }

# The engine's own processes, by the directory in their arguments.
processes() {
    local entry arguments
    for entry in /proc/[0-9]*; do
        arguments=$(tr '\0' ' ' < "$entry/cmdline" 2> /dev/null) || continue
        case "${arguments%% *}" in
            *dockerd | *containerd | *containerd-shim* | *podman | *conmon) [[ "$arguments" != *"$dir/"* ]] || echo "${entry#/proc/}" ;;
        esac
    done
}

wait_gone() { # seconds, pid
    local end=$((SECONDS + $1))
    while [ -e "/proc/$2" ] && ! grep -q '^State:.*Z' "/proc/$2/status" 2> /dev/null; do
        [ "$SECONDS" -lt "$end" ] || return 1
        sleep 0.05
    done
}

# --- programs and images -------------------------------------------------------------------------------------------------------

require() {
    [ "$(uname -s)" = Linux ] && [ "$(id -u)" -eq 0 ] || die 3 "An engine of its own needs root on Linux."
    local program missing=()
    for program in docker busybox tini "$@"; do command -v "$program" > /dev/null || missing+=("$program"); done
    [ ${#missing[@]} -eq 0 ] || die 3 "This machine lacks ${missing[*]}. eng/test.sh installs what the tests need, as root and with apt-get."
}

# Debian's unstable packages, from the mirror that this machine uses, through apt itself: signatures checked, apart from its own package lists.
fetch_newest() {
    local apt=$cache/apt new=$cache/newest.new mirror
    mirror=$(apt-get indextargets --format '$(REPO_URI)' 'Origin: Debian' | grep -v -- -security | head -1)
    [ -n "$mirror" ] || return 1
    rm -rf "$new" && mkdir -p "$apt/lists/partial" "$apt/archives/partial" "$new/debs"
    : > "$apt/status"
    echo "deb [signed-by=/usr/share/keyrings/debian-archive-keyring.gpg] $mirror sid main" > "$apt/sources.list"
    cat > "$apt/apt.conf" <<END
Dir::Etc::sourcelist "$apt/sources.list";
Dir::Etc::sourceparts "-";
Dir::State::lists "$apt/lists";
Dir::State::status "$apt/status";
Dir::Cache "$apt";
APT::Sandbox::User "root";
Acquire::Languages "none";
Acquire::IndexTargets::deb::DEP-11::DefaultEnabled "false";
Acquire::Retries "3";
END
    APT_CONFIG=$apt/apt.conf apt-get update -qq >&2 || return 1
    (cd "$new/debs" && APT_CONFIG=$apt/apt.conf apt-get download -qq docker.io containerd >&2) || return 1
    local package
    for package in "$new"/debs/*.deb; do dpkg -x "$package" "$new" || return 1; done
    rm -rf "$new/debs" "$cache/newest" && mv "$new" "$cache/newest"
}

# Leaves the newest engine on PATH. runc and tini are this machine's: Debian's newest runc needs a newer libc.
use_newest() {
    if [ -z "$(find "$cache/newest" -maxdepth 0 -mtime -7 2> /dev/null)" ] && ! fetch_newest; then
        [ -d "$cache/newest" ] || die 4 "THE NEWEST ENGINE CANNOT BE DOWNLOADED from this machine's Debian mirror: what depends on it is not tested."
        say "No newer engine can be downloaded; using that of $(date -r "$cache/newest" +%F)."
    fi
    export PATH=$cache/newest/usr/bin:$cache/newest/usr/sbin:$PATH
}

# Made anew when this machine's packages change, since it is made of them.
image_tar() { # name, flags of test-image.sh
    local name=$1 made
    made=$cache/$name-$({ cat "$eng/test-image.sh"; stat -c %Y /var/lib/dpkg/status 2> /dev/null; } | cksum | cut -d ' ' -f 1).tar
    if [ ! -e "$made" ]; then
        rm -f "$cache/$name"-*.tar
        "$eng/test-image.sh" "${@:2}" "$made.new"
        mv "$made.new" "$made"
    fi
    echo "$made"
}

import() { # image, tar, changes
    docker image inspect "$1" > /dev/null 2>&1 && return
    local change changes=()
    for change in "${@:3}"; do changes+=(--change "$change"); done
    docker import "${changes[@]}" "$2" "$1" > /dev/null
}

# --- start ---------------------------------------------------------------------------------------------------------------------

start_dockerd() {
    # No bridge and no iptables: works in locked-down runners. One driver for control groups, so that $group means one thing everywhere.
    setsid dockerd --host "$DOCKER_HOST" --data-root "$dir/data" --exec-root "$dir/exec" --pidfile "$dir/engine.pid" \
        --bridge none --iptables=false --ip6tables=false --ip-forward=false --ip-masq=false \
        --exec-opt native.cgroupdriver=cgroupfs --cgroup-parent "/$group" --log-level warn "$@" \
        >> "$dir/engine.log" 2>&1 < /dev/null 9>&- &
}

start_podman() {
    # No systemd, locks that no other Podman shares, and the init program that Docker uses too (newer ones look for it under [containers]).
    # Podman raises a container's limits by default, which even root may not do in a locked-down runner.
    cd "$dir"           # where its conmon leaves a file "oom" for a container that ran out of memory
    local init
    init=$(command -v docker-init || command -v tini)
    cat > "$dir/containers.conf" <<END
[containers]
init_path = "$init"
default_ulimits = ["nofile=4096:4096", "nproc=4096:4096"]
[engine]
init_path = "$init"
cgroup_manager = "cgroupfs"
events_logger = "file"
lock_type = "file"
static_dir = "$dir/data/libpod"
tmp_dir = "$dir/exec/libpod"
volume_path = "$dir/data/volumes"
END
    printf '[storage]\ndriver = "overlay"\ngraphroot = "%s"\nrunroot = "%s"\n' "$dir/data" "$dir/exec" > "$dir/storage.conf"
    CONTAINERS_CONF=$dir/containers.conf CONTAINERS_STORAGE_CONF=$dir/storage.conf \
        setsid podman --root "$dir/data" --runroot "$dir/exec" system service --time 0 "$DOCKER_HOST" >> "$dir/engine.log" 2>&1 < /dev/null 9>&- &
    echo $! > "$dir/engine.pid"
}

start() {
    local kind=dockerd
    case "${1:-}" in --newest | --podman) kind=${1#--}; shift ;; esac
    if [ "$kind" = podman ]; then require podman; else require dockerd; fi
    mkdir -p "$dir" "$cache"
    exec 9> "$cache/lock" && flock 9                       # one at a time fills the cache
    [ "$kind" != newest ] || use_newest
    local tar bare
    tar=$(image_tar image)
    bare=$(image_tar bare-image --bare)
    flock -u 9

    if ! answers; then
        local file
        for file in "$dir/engine.pid" "$dir/exec/containerd/containerd.pid"; do
            pid_of "$file" > /dev/null || rm -f "$file"    # after a kill -9, dockerd takes the zombies of the last ones for running ones
        done
        if [ "$kind" = podman ]; then start_podman; else start_dockerd "$@"; fi
        local started=$! end=$((SECONDS + 60))
        until answers; do
            [ -e "/proc/$started" ] && [ "$SECONDS" -lt "$end" ] || { tail -n 20 "$dir/engine.log" >&2; die 1 "The engine does not answer; the end of its log is above."; }
            sleep 0.05
        done
    fi
    # Without a PATH in the image, Podman finds no program by its name.
    local path=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin
    import promptwatcher-test:1 "$tar" 'CMD ["/bin/bash"]' 'ENV LANG=C.UTF-8' "ENV PATH=$path"
    import promptwatcher-bare:1 "$bare" 'CMD ["/odd/place/busybox"]'
    echo "$DOCKER_HOST"
}

# --- halt and stop -------------------------------------------------------------------------------------------------------------

halt() {
    local pid
    pid=$(pid_of "$dir/engine.pid") || return 0
    kill -s "${1:-TERM}" "$pid"
    wait_gone 30 "$pid"
}

stop() {
    [ -d "$dir" ] || return 0
    # Podman's containers are in no group of ours; an engine that is gone or stuck must not keep the rest from being cleaned up.
    local pid
    if [ -e "$dir/containers.conf" ]; then
        CONTAINERS_CONF=$dir/containers.conf CONTAINERS_STORAGE_CONF=$dir/storage.conf \
            timeout 20 podman --root "$dir/data" --runroot "$dir/exec" rm --all --force --time 0 > /dev/null 2>&1 || true
    fi
    # A group may go while it is read, which find and cat call a failure.
    { find /sys/fs/cgroup -path "*/$group/*" -name cgroup.procs -exec cat {} + 2> /dev/null || true; } | sort -u | while read -r pid; do
        kill -KILL "$pid" 2> /dev/null || true
    done
    halt || say "The engine does not end by itself and is killed."
    for pid in $(processes); do
        kill -KILL "$pid" 2> /dev/null || true
        wait_gone 5 "$pid" || say "Process $pid does not end."
    done
    awk -v dir="$dir/" 'index($2, dir) == 1 { print $2 }' /proc/self/mounts | sort -r | while read -r mount; do umount -l "$mount"; done
    find /sys/fs/cgroup -depth -type d -path "*/$group*" -exec rmdir {} + 2> /dev/null || true
    rm -rf "$dir"/{data,exec,engine.sock,engine.pid,engine.log,containers.conf,storage.conf}
    rmdir "$dir" 2> /dev/null || true
}

case "$verb" in
    start | halt | stop) "$verb" "$@" ;;
    *) die 1 "$usage" ;;
esac
