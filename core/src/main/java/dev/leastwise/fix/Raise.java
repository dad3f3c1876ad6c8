package dev.leastwise.fix;

import dev.leastwise.kube.KubeNode;
import dev.leastwise.privilege.ImageFacts;
import dev.leastwise.privilege.Privileges.VolumeAccess;
import dev.leastwise.privilege.Sysctls;
import dev.leastwise.privilege.Value.Known;
import dev.leastwise.rule.ContainerScope;
import dev.leastwise.rule.PodScope;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Whether any container is granted more than before. */
final class Raise {

    /** Settings that follow from the user. */
    private static final List<String> IDS = List.of("user", "group", "supplementalGroups");

    private final ContainerScope before;
    private final ContainerScope after;

    private Raise(ContainerScope before, ContainerScope after) {
        this.before = before;
        this.after = after;
    }

    /**
     * What would be raised; empty where nothing is.
     *
     * @param allSafe whether nothing that runs may be granted anything else at all, where its image is not known
     */
    static Optional<String> of(List<PodScope> before, List<PodScope> after, boolean allSafe) {
        if (before.size() != after.size()) return Optional.of("there would be other pods");
        for (int i = 0; i < before.size(); i++) {
            List<ContainerScope> then = before.get(i).containers();
            List<ContainerScope> now = after.get(i).containers();
            if (then.size() != now.size()) return Optional.of("there would be other containers");
            for (int j = 0; j < then.size(); j++) {
                Optional<String> raise = new Raise(then.get(j), now.get(j)).raise(allSafe);
                if (raise.isPresent()) return raise;
            }
        }
        return Optional.empty();
    }

    private Optional<String> raise(boolean allSafe) {
        String container = "container \"" + after.container().name() + '"';
        List<String> raised = new ArrayList<>(after.privileges().beyond(before.privileges()));
        if (hasImagesOwnUser()) raised.removeAll(IDS);
        if (hasOnlyFreshVolumes()) raised.remove("volumes");
        if (hasOnlyFreshSysctls()) raised.remove("sysctls");
        if (!raised.isEmpty()) {
            return Optional.of(container + " might be granted more than before: " + String.join(", ", raised));
        }
        if (!allSafe || after.image().isPresent()) return Optional.empty();
        Set<String> changed = new HashSet<>(after.privileges().beyond(before.privileges()));
        changed.addAll(before.privileges().beyond(after.privileges()));
        // it grants a process nothing, and takes nothing from one that is not root
        changed.remove("runAsNonRoot");
        return changed.isEmpty() ? Optional.empty() : Optional.of(container + " would not be granted what it is today");
    }

    /** Whether no user but the image's own has come, in place of root or another id. */
    private boolean hasImagesOwnUser() {
        if (!(after.privileges().user() instanceof Known<Long> user) || user.value() == 0) return false;
        Optional<ImageFacts> image = after.image();
        return image.isPresent()
                && image.get().passwd().stream().anyMatch(entry -> entry.uid() == user.value())
                && after.privileges().group().is(image.get().gid(user.value()));
    }

    /** Whether all it mounts was mounted before, but for emptyDirs that the pod had not: they are empty, and its own. */
    private boolean hasOnlyFreshVolumes() {
        if (!(before.privileges().volumes() instanceof Known<List<VolumeAccess>> then)) return false;
        if (!(after.privileges().volumes() instanceof Known<List<VolumeAccess>> now)) return false;
        Set<String> names = new HashSet<>();
        for (KubeNode volume : before.pod().pod("volumes").items()) {
            volume.get("name").text().ifPresent(names::add);
        }
        return now.value().stream()
                .filter(volume ->
                        names.contains(volume.name()) || !volume.kind().equals("emptyDir"))
                .allMatch(
                        volume -> then.value().contains(volume) || then.value().contains(writable(volume)));
    }

    /** Whether all that is new is the runtime's for a network that it makes, where the container had the node's. */
    private boolean hasOnlyFreshSysctls() {
        if (!before.privileges().hostNetwork().is(true)
                || !after.privileges().hostNetwork().is(false)) return false;
        if (!(before.privileges().sysctls() instanceof Known<Map<String, String>> then)) return false;
        if (!(after.privileges().sysctls() instanceof Known<Map<String, String>> now)) return false;
        return now.value().entrySet().stream()
                .allMatch(sysctl -> then.value().entrySet().contains(sysctl)
                        || Sysctls.scope(sysctl.getKey()) == Sysctls.Scope.NET);
    }

    private static VolumeAccess writable(VolumeAccess volume) {
        return new VolumeAccess(
                volume.name(), volume.kind(), volume.source(), volume.mountPath(), true, volume.propagation());
    }
}
