# Sets JDK_HOME to a JDK 25 or newer, or fails. Sourced by mvnw and leastwise.

jdk_usable() {
  [ -n "${1-}" ] && [ -x "$1/bin/javac" ] && jdk_feature "$1" && [ "$jdk_found" -ge 25 ]
}

# The feature version of the JDK in $1, as jdk_found.
jdk_feature() {
  jdk_found=
  if [ -r "$1/release" ]; then
    while IFS='="' read -r jdk_key jdk_skip jdk_value jdk_rest; do
      [ "$jdk_key" != JAVA_VERSION ] || jdk_found=$jdk_value
    done <"$1/release"
  fi
  [ -n "$jdk_found" ] || jdk_found=$("$1/bin/java" -version 2>&1 | sed -n 's/.* version "\([^"]*\)".*/\1/p')
  jdk_found=${jdk_found%%[!0-9]*}
  [ -n "$jdk_found" ]
}

# Of the folders in "$@", the usable one with the lowest version: nearest to what this is tested with.
jdk_among() {
  jdk_best=
  for jdk_dir in "$@"; do
    if jdk_usable "$jdk_dir" && { [ -z "$jdk_best" ] || [ "$jdk_found" -lt "$jdk_best" ]; }; then
      jdk_best=$jdk_found
      JDK_HOME=$jdk_dir
    fi
  done
  [ -n "$jdk_best" ]
}

jdk_on_path() {
  jdk_java=$(command -v javac) || return 1
  jdk_java=$(readlink -f "$jdk_java" 2>/dev/null) || return 1
  jdk_among "${jdk_java%/bin/javac}"
}

jdk_in_usual_folders() {
  case $- in *f*) jdk_noglob=-f ;; *) jdk_noglob=+f ;; esac
  set +f
  set -- /usr/lib/jvm/* /opt/* /opt/java/* "${HOME-}"/.sdkman/candidates/java/* "${HOME-}"/.jdks/* \
    /Library/Java/JavaVirtualMachines/*/Contents/Home
  set $jdk_noglob
  jdk_among "$@"
}

jdk_of_macos() {
  [ -x /usr/libexec/java_home ] && jdk_among "$(/usr/libexec/java_home -v 25+ 2>/dev/null)"
}

jdk_of_toolchains() {
  [ -r "${HOME-}/.m2/toolchains.xml" ] || return 1
  jdk_homes=$(sed -n 's:.*<jdkHome>[[:space:]]*\(.*[^[:space:]]\)[[:space:]]*</jdkHome>.*:\1:p' "$HOME/.m2/toolchains.xml")
  while IFS= read -r jdk_home; do
    if jdk_among "$jdk_home"; then return 0; fi
  done <<END
$jdk_homes
END
  return 1
}

find_jdk() {
  jdk_among "${JAVA_HOME-}" || jdk_on_path || jdk_in_usual_folders || jdk_of_macos || jdk_of_toolchains || {
    echo "leastwise needs JDK 25 or newer and found none: install one (for example Eclipse Temurin 25) or set JAVA_HOME to it" >&2
    return 1
  }
}
