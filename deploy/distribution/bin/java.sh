# What every JVM of swav-stream needs. The scripts read it; they have a function 'die' of their own.
#
#   JAVA_HOME  the Java (17 or newer) to use; otherwise `java` of the PATH

# Sets java, its version, and java_options, split at spaces.
find_java() {
    java=${JAVA_HOME:+$JAVA_HOME/bin/}java
    command -v "$java" >/dev/null 2>&1 ||
        die "no Java found${JAVA_HOME:+ in JAVA_HOME=$JAVA_HOME}; install a JDK 17 or newer, or set JAVA_HOME to one"
    # 'java.specification.version = 17' of a modern Java, '1.8' of an old one.
    version=$("$java" -XshowSettings:properties -version 2>&1 |
        sed -n 's/^ *java\.specification\.version = \([0-9]*\).*/\1/p') || true
    [ "${version:-0}" -ge 17 ] ||
        die "$java is Java ${version:-of an unknown version}, 17 or newer is needed; set JAVA_HOME to a JDK 17"
    # The timers of Flink's RPC would wake two threads a hundred times a second each, in the way of the step's.
    java_options="--add-opens=java.base/java.util=ALL-UNNAMED --add-opens=java.base/java.lang=ALL-UNNAMED
        -Dorg.bytedeco.javacpp.maxphysicalbytes=0 -Dpekko.scheduler.tick-duration=100ms"
    # From Java 24 on, native libraries are announced with a warning unless they are allowed.
    [ "$version" -lt 24 ] ||
        java_options="$java_options --enable-native-access=ALL-UNNAMED --sun-misc-unsafe-memory-access=allow"
}

# The option for Java's vectors, which scale views and change their colours, where this Java has them. The JVM announces
# them with a warning.
vectors() {
    case $("$java" --list-modules) in
        *jdk.incubator.vector@*) echo --add-modules=jdk.incubator.vector ;;
    esac
}
