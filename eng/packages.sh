#!/usr/bin/env bash
# Tries the packages as their users have them, outside the repository and with a package cache of its own: every C# sample of the READMEs is
# compiled against them, the first runs, the web page answers, and the tool is installed and runs its demonstration.
#   eng/packages.sh [FEED]      FEED is a folder with packages; without it they are packed into artifacts/packages, by two clones in different
#                               folders, which must give the same files
set -euo pipefail
repository=$(cd "$(dirname "$0")/.." && pwd)
feed=$(realpath -m "${1:-$repository/artifacts/packages}")
export MSBUILDDISABLENODEREUSE=1
scratch=$(mktemp -d) server=
trap '[ -z "$server" ] || kill "$server" 2> /dev/null || true; rm -rf "$scratch"' EXIT
# Of a clone: what was built here before may not have been built for a package.
pack() { # folder of the clone, folder of the packages
    git clone --quiet "$repository" "$1"
    git -C "$1" checkout --quiet "$commit"
    # What a package says of its repository is where this one comes from.
    local origin
    if origin=$(git -C "$repository" remote get-url origin 2> /dev/null); then git -C "$1" remote set-url origin "$origin"; else git -C "$1" remote remove origin; fi
    CI=true dotnet pack "$1/PromptWatcher.Sdk.sln" -c Release -o "$2" -m:1 -v q -nologo
}
if [ $# -eq 0 ]; then
    [ -z "$(git -C "$repository" status --porcelain)" ] || { echo "packages.sh: commit first: what is packed is what a clone has." >&2; exit 1; }
    commit=$(git -C "$repository" rev-parse HEAD)
    rm -rf "$feed"
    pack "$scratch/clone" "$feed"
    pack "$scratch/elsewhere/clone" "$scratch/again"
    diff <(ls "$feed") <(ls "$scratch/again") || { echo "packages.sh: another clone packs other packages." >&2; exit 1; }
    # What is in them: NuGet gives each entry the time of the packing.
    for package in "$feed"/*nupkg; do
        name=$(basename "$package")
        python3 -m zipfile -e "$package" "$scratch/first/$name"
        python3 -m zipfile -e "$scratch/again/$name" "$scratch/second/$name"
    done
    diff -r "$scratch/first" "$scratch/second" || { echo "packages.sh: another clone packs something else." >&2; exit 1; }
    rm -rf "$scratch"/*
    echo "two clones pack the same files"
fi

# An older build of the same version in the user's cache is never taken.
export NUGET_PACKAGES=$scratch/packages
cd "$scratch"
fail() { echo "packages.sh: $*" >&2; exit 1; }

tools=("$feed"/PromptWatcher.Tool.*.nupkg)
[ ${#tools[@]} -eq 1 ] && [ -e "${tools[0]}" ] || fail "$feed must hold one version of PromptWatcher.Tool: remove old packages, or pack first."
version=$(basename "${tools[0]}" .nupkg)
version=${version#PromptWatcher.Tool.}
libraries=(PromptWatcher PromptWatcher.Docker PromptWatcher.AspNetCore PromptWatcher.Sqlite PromptWatcher.PostgreSql)
cat > nuget.config <<END
<configuration><packageSources><add key="packed" value="$feed" /></packageSources></configuration>
END
{
    echo '<Project Sdk="Microsoft.NET.Sdk.Web"><PropertyGroup><TargetFramework>net10.0</TargetFramework><Nullable>enable</Nullable>'
    echo '<ImplicitUsings>enable</ImplicitUsings><UseSharedCompilation>false</UseSharedCompilation></PropertyGroup><ItemGroup>'
    for library in "${libraries[@]}"; do echo "<PackageReference Include=\"$library\" Version=\"[$version]\" />"; done
    echo '</ItemGroup></Project>'
} > Scratch.csproj

# Each sample becomes a method of a class of its own, with its own using directives.
samples=0 web=
for readme in $(cd "$repository" && echo README.md src/*/README.md); do
    count=$(grep -c '^```csharp' "$repository/$readme")
    for number in $(seq "$count"); do
        samples=$((samples + 1))
        awk -v wanted="$number" '/^```csharp/ { inside = ++seen == wanted; next } /^```/ { inside = 0 } inside' "$repository/$readme" > sample
        {
            { printf 'using PromptWatcher;\nusing PromptWatcher.Docker;\n'; grep -oE '^using [A-Za-z.]+;' sample || true; } | sort -u
            echo "static class Sample$samples { static PromptWatcher.Sessions.SessionManager manager => null!;"
            echo "public static async Task RunAsync(string[] args, IServiceCollection services) {"
            grep -vE '^using [A-Za-z.]+;' sample
            echo 'await Task.CompletedTask; } }'
        } > "Sample$samples.cs"
    done
    [ "$readme" != src/PromptWatcher.AspNetCore/README.md ] || web=Sample$samples
done
# The first runs a program that asks, in place of the agent.
cat > ask.sh <<'END'
printf '\033[?25l\n Do you want to proceed?\n ❯ 1. Yes\n   2. No\n\n Enter to confirm · Esc to cancel\n'
stty -icanon -echo; dd bs=1 count=1 2> /dev/null > answer; printf '\033[?25h'
END
sed -i 's|Command = "claude"|Command = "sh", Arguments = ["ask.sh"]|' Sample1.cs
cat > Program.cs <<END
if (args[0] == "web")
    await $web.RunAsync(args[1..], null!);
else
    await Sample1.RunAsync(args, null!);

// What a sample calls its reader's own environment.
interface BuildBox : PromptWatcher.Environments.IEnvironmentAdapter;
END

dotnet build Scratch.csproj -c Release -o out -m:1 -v q -nologo
for library in "${libraries[@]}"; do
    cmp "$feed/$library.$version.nupkg" "$NUGET_PACKAGES/${library,,}/$version/${library,,}.$version.nupkg" || fail "$library $version came from elsewhere than $feed."
done
for library in "${libraries[@]:1}"; do
    nuspec=$(python3 -c 'import sys, zipfile; print(zipfile.ZipFile(sys.argv[1]).read(sys.argv[2] + ".nuspec").decode())' "$feed/$library.$version.nupkg" "$library")
    grep -q "id=\"PromptWatcher\" version=\"\[$version\]\"" <<< "$nuspec" || fail "$library takes another PromptWatcher than $version alone."
done
for package in "$feed"/*.nupkg; do
    entries=$(python3 -m zipfile -l "$package")
    for file in LICENSE THIRD-PARTY-NOTICES.md CHANGELOG.md README.md icon.png; do
        grep -q "^$file " <<< "$entries" || fail "$(basename "$package") has no $file."
    done
done
echo "$samples samples compile against $version"

timeout 60 dotnet out/Scratch.dll first
[ -s answer ] || fail "The first sample has ended, and the program that asks has no answer."
echo "the first sample has answered its program"

dotnet out/Scratch.dll web --urls=http://127.0.0.1:0 > web.log 2>&1 &
server=$!
for _ in $(seq 600); do
    address=$(grep -oE 'http://127\.0\.0\.1:[0-9]+' web.log | head -1) && break
    kill -0 "$server" 2> /dev/null || fail "The web sample has ended: $(cat web.log)"
    sleep 0.1
done
curl -fsSL -o page "$address/promptwatcher" && grep -q 'New session' page || fail "The page of the web sample is another than expected."
echo "the web sample shows its page"

dotnet tool install PromptWatcher.Tool --version "$version" --tool-path tool > /dev/null
cmp "$feed/PromptWatcher.Tool.$version.nupkg" "$(find tool/.store -name 'promptwatcher.tool.*.nupkg')" || fail "The tool came from elsewhere than $feed."
timeout 90 tool/promptwatcher > demonstration || fail "The demonstration has ended with $?: $(cat demonstration)"
[ -s demonstration ] || fail "The demonstration has shown nothing."
echo "the tool runs its demonstration"
