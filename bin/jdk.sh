# Finds a JDK. Sourced in the project's folder; sets JAVA_HOME, has release, and needs fail. Bash 3.2 will do.

# The release of a JDK, 0 where there is none that can compile and run. A JDK says it in a file, which costs no start of it.
release() {
    local version=0
    if [ -x "$1/bin/java" ] && [ -x "$1/bin/javac" ]; then
        if [ -r "$1/release" ]; then
            version=$(sed -n 's/^JAVA_VERSION="\([0-9]*\).*/\1/p' "$1/release")
        else
            version=$("$1/bin/java" -version 2>&1 | sed -n 's/.* version "\([0-9]*\).*/\1/p' | head -n 1)
        fi
    fi
    echo "${version:-0}"
}

# The home of the java on the PATH, through its links.
home_on_path() {
    local java
    java=$(command -v java) || return 0
    while [ -L "$java" ]; do
        local target
        target=$(readlink "$java")
        case $target in
            /*) java=$target ;;
            *) java=$(dirname "$java")/$target ;;
        esac
    done
    dirname "$(dirname "$java")"
}

# The user's choices first, if new enough; then the newest that is installed.
find_jdk() {
    local home best='' best_release=20 found
    for home in "${JAVA_HOME:-}" "$(home_on_path)"; do
        if [ -n "$home" ] && [ "$(release "$home")" -ge 21 ]; then
            echo "$home"
            return
        fi
    done
    for home in /usr/lib/jvm/* /Library/Java/JavaVirtualMachines/*/Contents/Home \
        "$HOME"/Library/Java/JavaVirtualMachines/*/Contents/Home "$HOME"/.sdkman/candidates/java/* \
        "$HOME"/.jdks/* /opt/homebrew/opt/openjdk /usr/local/opt/openjdk; do
        found=$(release "$home")
        if [ "$found" -gt "$best_release" ]; then
            best=$home
            best_release=$found
        fi
    done
    if [ -z "$best" ] && [ -x /usr/libexec/java_home ]; then
        best=$(/usr/libexec/java_home -v 21+ 2>/dev/null) || best=''
    fi
    echo "$best"
}

JAVA_HOME=$(find_jdk)
[ -n "$JAVA_HOME" ] || fail "no JDK 21 or newer found. Install one (https://adoptium.net), or set JAVA_HOME to its folder."
export JAVA_HOME

# For Maven that is started by a script: it must not take the lines that are meant for Bellhop, and says nothing but what is wrong.
maven() {
    if [ "$(release "$JAVA_HOME")" -ge 24 ]; then
        # Or the JVM warns of what Maven itself does.
        export MAVEN_OPTS="${MAVEN_OPTS:-} --sun-misc-unsafe-memory-access=allow --enable-native-access=ALL-UNNAMED"
    fi
    ./mvnw -B -q -ntp "$@" </dev/null >&2 || fail 'the build failed; what is wrong is said above.'
}
