#!/usr/bin/env bash
# Writes the root file systems of the test images, made of this machine's own programs, so that no registry is needed.
#   eng/test-image.sh OUT.tar         bash, git, tmux, coreutils and what they load, and what the images of samples/PromptWatcher.Web begin with
#   eng/test-image.sh --bare OUT.tar  one static busybox where nobody looks for it: no shell, no stty, no PATH that leads to it
set -euo pipefail

root=$(mktemp -d)
trap 'rm -rf "$root"' EXIT

# The names of every distribution that merged /usr, so that a copied file needs no second place.
mkdir -p "$root"/usr/{bin,sbin,lib,lib64} "$root"/{tmp,proc,sys,dev,run,etc,work}
for name in bin sbin lib lib64; do ln -s "usr/$name" "$root/$name"; done
chmod 1777 "$root/tmp"

out=${!#}
if [ "$1" = --bare ]; then
    ! ldd "$(command -v busybox)" &> /dev/null || echo "This machine's busybox is not a static one: nothing will run in the bare image." >&2
    install -D "$(command -v busybox)" "$root/odd/place/busybox"
    tar -c -C "$root" -f "$out" .
    exit
fi

programs=(
    sh bash chroot stty ps git git-upload-pack git-receive-pack tmux tini setsid flock script tput infocmp clear top
    cat ls echo printf sleep kill env id mkdir mkfifo rm cp mv ln chmod chown touch test true false head tail wc tr cut sort seq yes dd date
    uname whoami tee timeout nohup readlink realpath basename dirname mktemp stat df du sync tty nproc pwd expr sha256sum base64 od
    grep sed find xargs tar gzip awk diff openssl haproxy
)
for program in "${programs[@]}"; do
    # `type -P`, since some of these are builtins of bash too.
    file=$(type -P "$program") || { echo "The test image lacks '$program': this machine does not have it." >&2; continue; }
    cp -L "$file" "$root/usr/bin/$program"
done

# .NET comes with the sample.
dotnet=$(dirname "$(realpath "$(command -v dotnet)")")
{ ldd "$root"/usr/bin/* "$dotnet/dotnet" "$dotnet"/shared/Microsoft.NETCore.App/*/*.so 2> /dev/null || true; } | grep -oE '/[^ :]+ \(0x' | cut -d ' ' -f 1 | sort -u | while read -r library; do
    mkdir -p "$root$(dirname "$library")"
    cp -L "$library" "$root$library"
done

# tmux refuses to start in a locale that is not UTF-8, and every program that paints asks terminfo.
copy() { [ ! -e "$1" ] || { mkdir -p "$root$(dirname "$1")" && cp -RL "$1" "$root$1"; }; }
copy /usr/lib/locale/C.utf8
copy /usr/share/git-core/templates
for entry in x/xterm x/xterm-256color s/screen s/screen-256color t/tmux t/tmux-256color l/linux d/dumb v/vt100; do
    for place in /lib/terminfo /usr/share/terminfo; do copy "$place/$entry"; done
done

printf 'root:x:0:0:root:/root:/bin/bash\nagent:x:1000:1000::/home/agent:/bin/bash\n' > "$root/etc/passwd"
printf 'root:x:0:\nagent:x:1000:\n' > "$root/etc/group"
mkdir -p "$root/root" "$root/home/agent"
chown 1000:1000 "$root/home/agent"
tar -c -C "$root" -f "$out" .
