package dev.leastwise.schema;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Guesses what a field was meant to be that Kubernetes does not know: by its meaning, its case and its letters. */
public final class Suggestions {

    private static final List<String> AFFIRMING = List.of("enable", "allow", "use", "set", "is");
    private static final List<String> NEGATING =
            List.of("no", "not", "non", "un", "dis", "disable", "disallow", "deny", "without");

    private final ObjectType where;
    private final Optional<Place> nearest;
    private final int kubernetesMinor;

    private Suggestions(ObjectType where, Optional<Place> nearest, int kubernetesMinor) {
        this.where = where;
        this.nearest = nearest;
        this.kubernetesMinor = kubernetesMinor;
    }

    /** The field that a key in an object of that type was probably meant to be. */
    public static Optional<Suggestion> forUnknown(ObjectType where, String key) {
        return forUnknown(where, key, Place.of(where), Homes.ANY_VERSION);
    }

    /** The same for a key within the nearest place, and for one Kubernetes version. */
    static Optional<Suggestion> forUnknown(ObjectType where, String key, Optional<Place> nearest, int kubernetesMinor) {
        return new Suggestions(where, nearest, kubernetesMinor).forLetters(letters(key));
    }

    private Optional<Suggestion> forLetters(String letters) {
        if (letters.isEmpty()) return Optional.empty();
        Optional<Field> sameLetters = withLetters(where, letters);
        if (sameLetters.isPresent()) return suggest(sameLetters.get(), false);
        String meaning = Homes.surroundsPod(where) ? Meanings.OF.getOrDefault(letters, "") : "";
        if (!meaning.isEmpty()) return meant(meaning);
        Optional<Field> field = named(letters);
        if (field.isPresent()) return suggest(field.get(), false);
        field = prefixed(letters, NEGATING);
        if (field.isPresent()) return suggest(field.get(), true);
        field = prefixed(letters, AFFIRMING);
        if (field.isEmpty()) field = similar(letters);
        return field.isPresent() ? suggest(field.get(), false) : Optional.empty();
    }

    private Optional<Suggestion> meant(String meaning) {
        boolean inverted = meaning.charAt(0) == '!';
        Optional<Field> field = named(inverted ? meaning.substring(1) : meaning);
        return field.isPresent() ? suggest(field.get(), inverted) : Optional.empty();
    }

    /** The field of that name where the key stands, or else in a place of a pod. */
    private Optional<Field> named(String letters) {
        Optional<Field> here = withLetters(where, letters);
        if (here.isPresent() || !Homes.surroundsPod(where)) return here;
        for (Place place : Place.values()) {
            Optional<Field> there = withLetters(place.type(), letters);
            if (there.isPresent()) return there;
        }
        return Optional.empty();
    }

    /** A switch with a word before its name, such as {@code enableHostNetwork} or {@code notPrivileged}. */
    private Optional<Field> prefixed(String letters, List<String> prefixes) {
        for (String prefix : prefixes) {
            if (!letters.startsWith(prefix)) continue;
            Optional<Field> field = named(letters.substring(prefix.length()));
            if (field.isPresent() && field.get().type() == FieldType.ScalarType.BOOLEAN) return field;
        }
        return Optional.empty();
    }

    private Optional<Field> similar(String letters) {
        int tolerance = letters.length() < 5 ? 1 : letters.length() < 10 ? 2 : 3;
        Optional<Field> best = mostSimilar(where, letters, tolerance);
        if (best.isPresent() || !Homes.surroundsPod(where) || letters.length() < 6) return best;
        for (Place place : Place.values()) {
            Optional<Field> similar = mostSimilar(place.type(), letters, tolerance);
            if (similar.isEmpty()) continue;
            best = similar;
            tolerance = distance(letters, similar.get().name()) - 1;
        }
        return best;
    }

    private Optional<Suggestion> suggest(Field field, boolean inverted) {
        if (withLetters(where, field.name()).isPresent()) {
            return Optional.of(new Suggestion(field.name(), inverted, List.of()));
        }
        List<Home> homes = Homes.of(field.name(), where, nearest, kubernetesMinor);
        return homes.isEmpty() ? Optional.empty() : Optional.of(new Suggestion(field.name(), inverted, homes));
    }

    private Optional<Field> withLetters(ObjectType type, String letters) {
        for (Field field : type.fields()) {
            if (exists(field) && field.name().equalsIgnoreCase(letters)) return Optional.of(field);
        }
        return Optional.empty();
    }

    private Optional<Field> mostSimilar(ObjectType type, String letters, int tolerance) {
        Optional<Field> best = Optional.empty();
        int accepted = tolerance;
        for (Field field : type.fields()) {
            if (!exists(field) || Math.abs(letters.length() - field.name().length()) > accepted) continue;
            int distance = distance(letters, field.name());
            if (distance > accepted) continue;
            best = Optional.of(field);
            accepted = distance - 1;
        }
        return best;
    }

    private boolean exists(Field field) {
        return field.existsIn(kubernetesMinor);
    }

    /** The name without case, underscores and dashes: {@code run_as_user} is runAsUser. */
    private static String letters(String name) {
        return name.replace("_", "").replace("-", "").toLowerCase(Locale.ROOT);
    }

    /** The Damerau-Levenshtein distance (optimal string alignment) to a name in any case. */
    static int distance(String from, String name) {
        String to = name.toLowerCase(Locale.ROOT);
        int[] beforePrevious = new int[to.length() + 1];
        int[] previous = new int[to.length() + 1];
        int[] current = new int[to.length() + 1];
        for (int j = 0; j <= to.length(); j++) previous[j] = j;
        for (int i = 1; i <= from.length(); i++) {
            current[0] = i;
            for (int j = 1; j <= to.length(); j++) {
                int changed = previous[j - 1] + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
                current[j] = Math.min(changed, Math.min(previous[j], current[j - 1]) + 1);
                boolean swapped = i > 1
                        && j > 1
                        && from.charAt(i - 1) == to.charAt(j - 2)
                        && from.charAt(i - 2) == to.charAt(j - 1);
                if (swapped) current[j] = Math.min(current[j], beforePrevious[j - 2] + 1);
            }
            int[] free = beforePrevious;
            beforePrevious = previous;
            previous = current;
            current = free;
        }
        return previous[to.length()];
    }

    /** What people write and what it means; an exclamation mark before what means the opposite. */
    private static final class Meanings {

        static final Map<String, String> OF = new HashMap<>();

        static {
            mean("runAsUser", "rootasuser", "runuser", "runasuid", "runasuserid", "user", "userid", "uid", "asuser");
            mean("runAsUser", "containeruser", "runwithuser", "setuser", "execuser");
            mean("runAsGroup", "rungroup", "runasgid", "runasgroupid", "group", "groupid", "gid", "asgroup");
            mean("runAsNonRoot", "nonroot", "asnonroot", "runnonroot", "mustrunasnonroot", "runasnotroot", "notroot");
            mean(
                    "runAsNonRoot",
                    "rootless",
                    "noroot",
                    "runasnoroot",
                    "runasnonrootuser",
                    "nonrootuser",
                    "requirenonroot");
            mean("runAsNonRoot", "runrootless", "runasrootless", "runasnonprivileged", "runasunprivileged", "denyroot");
            mean("!runAsNonRoot", "runasroot", "runasrootuser", "allowroot", "asroot", "rootuser", "root", "runroot");
            mean("!runAsNonRoot", "allowrunasroot");
            mean("readOnlyRootFilesystem", "readonly", "readonlyfilesystem", "readonlyfs", "readonlyroot");
            mean(
                    "readOnlyRootFilesystem",
                    "readonlyrootfs",
                    "rootreadonly",
                    "readonlyrootfilesystems",
                    "rootfsreadonly");
            mean("readOnlyRootFilesystem", "readonlyrootvolume", "immutablerootfilesystem", "readrootonlyfilesystem");
            mean("readOnlyRootFilesystem", "rootfilesystemreadonly", "readonlyrootdirectory", "readonlydisk");
            mean(
                    "!readOnlyRootFilesystem",
                    "writablerootfilesystem",
                    "writeablerootfilesystem",
                    "readwriterootfilesystem");
            mean("!readOnlyRootFilesystem", "writablerootfs", "writablefilesystem");
            mean("allowPrivilegeEscalation", "privilegeescalation", "allowprivilegedescalation", "allowescalation");
            mean("allowPrivilegeEscalation", "escalation", "allowprivilegesescalation", "privilegedescalation");
            mean("allowPrivilegeEscalation", "defaultallowprivilegeescalation", "escalateprivileges");
            mean(
                    "!allowPrivilegeEscalation",
                    "nonewprivileges",
                    "nonewprivs",
                    "nonewprivilege",
                    "noprivilegeescalation");
            mean(
                    "!allowPrivilegeEscalation",
                    "disableprivilegeescalation",
                    "denyprivilegeescalation",
                    "preventprivilegeescalation");
            mean("privileged", "privilege", "privilegedmode", "privilegedcontainer", "runasprivileged", "isprivileged");
            mean("capabilities", "caps", "capability", "linuxcapabilities", "allowedcapabilities", "capabilites");
            mean("drop", "capdrop", "dropcapabilities", "dropcaps", "requireddropcapabilities", "drops", "dropped");
            mean("drop", "remove", "capabilitiesdrop");
            mean("add", "capadd", "addcapabilities", "addcaps", "defaultaddcapabilities", "adds", "added");
            mean("add", "capabilitiesadd");
            mean("seccompProfile", "seccomp", "seccompoptions", "seccompprofiles", "seccomptype", "seccompprofiletype");
            mean("appArmorProfile", "apparmor", "apparmoroptions", "apparmorprofiles", "apparmortype");
            mean("seLinuxOptions", "selinux", "selinuxcontext", "selinuxprofile", "selinuxoption", "selinuxtype");
            mean("seLinuxOptions", "selinuxlabel", "selinuxlabels");
            mean("windowsOptions", "windows", "windowsoption");
            mean("procMount", "procmounttype", "procmounts", "allowedprocmounttypes");
            mean("fsGroup", "fsgroups", "fsgid", "volumegroup", "filesystemgroup");
            mean("fsGroupChangePolicy", "fsgrouppolicy", "fsgroupchange");
            mean("supplementalGroups", "supplementarygroups", "supplementalgroup", "groups", "additionalgroups");
            mean("supplementalGroups", "extragroups", "runasgroups", "groupadd");
            mean("sysctls", "sysctl", "kernelparameters");
            mean("hostNetwork", "hostnet", "hostnetworking", "hostnetworks");
            mean("hostPID", "hostpidnamespace", "hostprocessnamespace");
            mean("hostIPC", "hostipcnamespace");
            mean("hostUsers", "hostuser", "hostusernamespace");
            mean("!hostUsers", "usernamespace", "usernamespaces", "userns", "enableusernamespace");
            mean("shareProcessNamespace", "shareprocess", "shareprocesses", "sharepid", "sharepidnamespace");
            mean("shareProcessNamespace", "sharedprocessnamespace", "shareprocessnamespaces");
            mean(
                    "automountServiceAccountToken",
                    "automountserviceaccount",
                    "mountserviceaccounttoken",
                    "automounttoken");
            mean("automountServiceAccountToken", "serviceaccounttoken", "automountserviceaccounttokens");
            mean("automountServiceAccountToken", "automountserviceaccountname", "mounttoken");
            mean("runtimeClassName", "runtimeclass", "runtime");
            mean("securityContext", "security", "securitycontexts", "podsecuritycontext", "containersecuritycontext");
            mean("securityContext", "secuirtycontext", "securitysettings");
        }

        private static void mean(String meaning, String... words) {
            for (String word : words) OF.put(word, meaning);
        }

        private Meanings() {}
    }
}
