# Finds a JDK, and builds what is not built. Sourced by bin/local, bin/doctor and bin/replay in the project's folder; sets JAVA_HOME and
# class_path, and needs fail. Bash 3.2 will do.

. bin/jdk.sh

# Written by the build when all is compiled: its own classes first, then what they need.
class_path=local/target/classpath

# Whether everything that the class path names is there, and no source or pom is newer. A folder is newer when a file in it
# came or went.
is_built() {
    [ -s "$class_path" ] || return 1
    local entry entries
    IFS=: read -r -a entries <"$class_path"
    for entry in local/target/classes "${entries[@]}"; do
        [ -e "$entry" ] || return 1
    done
    [ -z "$(find pom.xml ./*/pom.xml ./*/src/main .mvn -newer "$class_path" 2>/dev/null | head -n 1)" ]
}

if ! is_built; then
    echo 'Building; the first time this takes a minute or two.' >&2
    maven -pl local -am process-classes
fi
