#!/usr/bin/env bash
# Prints how many lines of each package the tests have run, from all Cobertura files in a folder together: a line counts when any of them has run it.
#   eng/coverage.sh FOLDER [OUT]      OUT takes every file of the packages, the least covered first, with the lines that no test runs
set -euo pipefail
repository=$(cd "$(dirname "$0")/.." && pwd)
out=${2:-/dev/null}
find "$1" -name '*.cobertura.xml' -print0 | xargs -0 -r cat | awk -F '"' -v root="$repository/" '
    /<class / { file = $(NF - 1); if (index(file, root) == 1) file = substr(file, length(root) + 1); sub(/^\/_\//, "", file); counts = file ~ /^(src|samples)\// && file !~ /\/obj\// }
    /<line / && counts { lines[file, $2]; if ($4 > 0) run[file, $2] }
    END { for (line in lines) { split(line, part, SUBSEP); print part[1], part[2], (line in run) } }' \
    | sort -k1,1 -k2,2n | awk -v out="$out" '
    function leave() { if (file != "") printf "%5.1f %% %s%s\n", 100 * covered / total, file, missed | ("sort -n > " out) }
    $1 != file { leave(); file = $1; covered = total = 0; missed = "" }
    { total++; covered += $3; if (!$3) missed = missed " " $2; split($1, part, "/"); all[part[2]]++; hit[part[2]] += $3 }
    END { leave(); for (name in all) printf "%5.1f %% of the lines of %s (%d of %d)\n", 100 * hit[name] / all[name], name, hit[name], all[name] | "sort -k 7" }'
