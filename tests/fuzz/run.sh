#!/usr/bin/env bash
# usage: run.sh BUILD SECONDS [READER...]: runs the fuzzers one after the other, SECONDS in all, and fails when one finds something.
set -euo pipefail

if (($# < 2)); then
    sed -n '2s/^# //p' "${BASH_SOURCE[0]}" >&2
    exit 2
fi
build=$(realpath -- "$1")
seconds=$2
shift 2
readers=("$@")
((${#readers[@]})) || readers=(table set scenario resolved pack)
seeds=$build/tests/fuzz/seeds
each=$((seconds / ${#readers[@]}))
((each > 0)) || each=1
found=0
for reader in "${readers[@]}"; do
    corpus=$build/corpus/$reader findings=$build/findings
    mkdir -p "$corpus" "$findings"
    echo "fuzz_$reader: $each s"
    if ! "$build/bin/fuzz_$reader" -max_total_time="$each" -timeout=10 -rss_limit_mb=2048 -max_len=9000 -print_final_stats=1 \
        -dict="$seeds/words.dict" -artifact_prefix="$findings/$reader-" "$corpus" "$seeds/$reader" >"$build/$reader.log" 2>&1; then
        tail -n 60 "$build/$reader.log"
        found=1
    fi
    grep -E '^(stat::number_of_executed_units|stat::peak_rss_mb)' "$build/$reader.log" || true
done
exit "$found"
