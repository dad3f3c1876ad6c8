package dev.leastwise.privilege;

import dev.leastwise.kube.KubeNode;
import dev.leastwise.privilege.Privileges.Groups;
import dev.leastwise.privilege.Value.Known;
import dev.leastwise.privilege.Value.Unknown;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Who the process of a container is (kubernetes pkg/kubelet/kuberuntime security_context.go, containerd WithUser). */
record Identity(Value<Long> user, Value<Long> group, Value<Groups> supplementalGroups, Value<Optional<Long>> fsGroup) {

    private static final int GROUPS_POLICY_SINCE = 33;

    static Identity of(Granting granting) {
        Value<Long> user = user(granting);
        return new Identity(user, group(granting, user), groups(granting, user), fsGroup(granting));
    }

    private static Value<Long> user(Granting granting) {
        KubeNode runAsUser = granting.inherited("runAsUser");
        if (runAsUser.exists()) return Granting.manifest(runAsUser, Identity::id);
        return fromImage(
                granting, image -> image.uid().map(uid -> new Known<>(uid, new Origin.Image(userField(image)))));
    }

    /** A uid or gid; empty where it is none that the API server takes (apimachinery validation.IsValidUserID). */
    private static Optional<Long> id(KubeNode node) {
        return node.integer().filter(number -> number >= 0 && number <= Integer.MAX_VALUE);
    }

    private static String userField(ImageFacts image) {
        return image.user().isEmpty() ? "no USER, so root" : "USER " + image.user();
    }

    /** Without runAsGroup it is the primary group that the image's passwd gives to the uid, and 0 where it lists none. */
    private static Value<Long> group(Granting granting, Value<Long> user) {
        KubeNode runAsGroup = granting.inherited("runAsGroup");
        if (runAsGroup.exists()) return Granting.manifest(runAsGroup, Identity::id);
        return fromImage(
                granting, image -> user.known().map(uid -> new Known<>(image.gid(uid), new Origin.Image("passwd"))));
    }

    private static Value<Groups> groups(Granting granting, Value<Long> user) {
        Set<Long> declared = new TreeSet<>();
        KubeNode supplemental = granting.workload().podSetting("supplementalGroups");
        for (KubeNode item : supplemental.items()) id(item).ifPresent(declared::add);
        KubeNode fsGroup = granting.workload().podSetting("fsGroup");
        id(fsGroup).ifPresent(declared::add);
        KubeNode decisive = supplemental.exists() ? supplemental : fsGroup;
        Origin origin = decisive.exists()
                ? new Origin.Manifest(decisive)
                : new Origin.TargetDefault("none but those that the image's /etc/group gives to the user");
        return new Known<>(new Groups(declared, imageGroups(granting, user)), origin);
    }

    /**
     * Policy Merge, the default, adds the groups of the image's /etc/group; Strict does not (KEP-3619). Before v1.33 the
     * feature gate is off and the API server drops the policy without a word (pkg/api/pod/util.go).
     */
    private static Value<Set<Long>> imageGroups(Granting granting, Value<Long> user) {
        KubeNode policy = granting.workload().podSetting("supplementalGroupsPolicy");
        boolean strict = granting.target().kubernetes() >= GROUPS_POLICY_SINCE
                && policy.text().filter("Strict"::equals).isPresent();
        if (strict) {
            return new Known<>(Set.of(), new Origin.Manifest(policy));
        }
        return fromImage(
                granting,
                image -> user.known().map(uid -> new Known<>(image.groupsOf(uid), new Origin.Image("group"))));
    }

    private static Value<Optional<Long>> fsGroup(Granting granting) {
        KubeNode fsGroup = granting.workload().podSetting("fsGroup");
        if (!fsGroup.exists())
            return granting.absent(Optional.empty(), "volumes keep their owners where fsGroup is not set");
        Optional<Long> gid = id(fsGroup);
        return gid.isPresent() ? new Known<>(gid, new Origin.Manifest(fsGroup)) : new Unknown<>(Missing.manifest());
    }

    private interface FromImage<T> {
        Optional<Known<T>> read(ImageFacts image);
    }

    private static <T> Value<T> fromImage(Granting granting, FromImage<T> reading) {
        Optional<Known<T>> known = granting.image().flatMap(reading::read);
        if (known.isPresent()) return known.get();
        Optional<String> reference = granting.container().image();
        return new Unknown<>(reference.map(Missing::image).orElseGet(Missing::manifest));
    }
}
