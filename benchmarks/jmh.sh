#!/usr/bin/env bash
# Runs the JMH benchmarks; arguments are JMH's, such as a benchmark's name or -p text=english.
set -euo pipefail
cd "$(dirname "$0")/.."
eval "$(./menshen java-home)"
export MAVEN_OPTS=--sun-misc-unsafe-memory-access=allow
mvn -q -B -ntp package -pl benchmarks -am -DskipTests -Dspotless.check.skip=true -Djacoco.skip=true
exec "$JAVA_HOME/bin/java" --enable-native-access=ALL-UNNAMED --sun-misc-unsafe-memory-access=allow \
  -cp 'benchmarks/target/classes:benchmarks/target/lib/*' org.openjdk.jmh.Main "$@"
