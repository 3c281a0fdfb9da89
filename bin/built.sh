# Finds a JDK, and builds what is not built. Sourced in the project's folder; sets JAVA_HOME, has build, and needs fail. Bash 3.2 will do.

. bin/jdk.sh

# Whether everything that a class path names is there, and nothing that it is made of is newer. A folder is newer when a file in it
# came or went.
# is_built <the file that has the class path> <its own classes> <what it is made of>...
is_built() {
    local class_path=$1 classes=$2 entry entries
    shift 2
    [ -s "$class_path" ] || return 1
    IFS=: read -r -a entries <"$class_path"
    for entry in "$classes" "${entries[@]}"; do
        [ -e "$entry" ] || return 1
    done
    [ -z "$(find pom.xml ./*/pom.xml .mvn "$@" -newer "$class_path" 2>/dev/null | head -n 1)" ]
}

# Builds a module and what it needs; sets class_path to the file that the build writes last, when all is compiled.
# build <module> <phase> <its classes> <what they are made of>...
build() {
    local module=$1 phase=$2 classes=$3
    shift 3
    class_path=$module/target/classpath
    if ! is_built "$class_path" "$module/target/$classes" "$@"; then
        echo 'Building; the first time this takes a minute or two.' >&2
        maven -pl "$module" -am "$phase"
    fi
}
