#!/usr/bin/env bash
# How many records a second the audit journal takes, and how long a request waits for its record to be
# on the disk: many threads at full speed, then at 20,000 a second, on two cores.
#
# WORK      where the journal is written, benchmarks/target unless set: that disk is measured
# COMMIT    menshen.audit.commit in milliseconds, 10 unless set
# THREADS   how many threads record at once, 32 and 256 and 2000 unless set
# SECONDS_EACH   how long each is measured, 10 unless set
set -euo pipefail
cd "$(dirname "$0")/.."
eval "$(./menshen java-home)"
export MAVEN_OPTS=--sun-misc-unsafe-memory-access=allow
[ -n "${BUILT:-}" ] || mvn -q -B -ntp package -pl benchmarks -am -DskipTests -Dspotless.check.skip=true -Djacoco.skip=true
folder=$(mktemp -d "${WORK:-$PWD/benchmarks/target}/audit.XXXX")
trap 'rm -rf "$folder"' EXIT
load() {
  taskset -c 0,1 "$JAVA_HOME/bin/java" --enable-native-access=ALL-UNNAMED -cp 'benchmarks/target/classes:benchmarks/target/lib/*' \
    dev.menshen.benchmarks.AuditLoad "$folder" "$@"
}
each=${SECONDS_EACH:-10} commit=${COMMIT:-10}
for threads in ${THREADS:-32 256 2000}; do load "$threads" "$each" "$commit"; done
echo 'at 20,000 a second:'
load 256 "$each" "$commit" 20000
