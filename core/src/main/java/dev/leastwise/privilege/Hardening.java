package dev.leastwise.privilege;

import dev.leastwise.kube.KubeNode;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Which value of a security setting grants less. */
public final class Hardening {

    /**
     * Whether something that holds back is no longer there, or something that grants comes, where one value stands in the
     * place of another: of a setting, or of anything around settings.
     */
    public static boolean isLost(KubeNode before, KubeNode after) {
        return switch (after.name()) {
            case "privileged", "hostNetwork", "hostPID", "hostIPC", "shareProcessNamespace", "hostProcess" ->
                after.isTrue() && !before.isTrue();
            case "allowPrivilegeEscalation", "automountServiceAccountToken", "hostUsers" ->
                before.isFalse() && !after.isFalse();
            case "runAsNonRoot", "readOnlyRootFilesystem", "readOnly" -> before.isTrue() && !after.isTrue();
            case "runAsUser", "runAsGroup", "fsGroup" ->
                isNotRoot(before) ? !isNotRoot(after) : isRoot(after) && !isRoot(before);
            case "seccompProfile", "appArmorProfile" ->
                isConfined(before.get("type")) && !isConfined(after.get("type"));
            case "type" -> isConfined(before) && !isConfined(after);
            case "procMount" -> says(after, "Unmasked") && !says(before, "Unmasked");
            case "mountPropagation" -> isOpen(after) && !isOpen(before);
            case "drop" -> !covers(after.texts(), before.texts());
            case "add" -> !covers(before.texts(), after.texts());
            case "supplementalGroups" -> hasRoot(after) && !hasRoot(before);
            case "hostPath", "hostPort" -> after.exists() && !before.exists();
            default -> isLostWithin(before, after);
        };
    }

    private static boolean isLostWithin(KubeNode before, KubeNode after) {
        Set<String> seen = new HashSet<>();
        for (KubeNode field : after.fields()) {
            seen.add(field.name());
            if (isLost(before.get(field.name()), field)) return true;
        }
        for (KubeNode field : before.fields()) {
            if (!seen.contains(field.name()) && isLost(field, after.get(field.name()))) return true;
        }
        List<KubeNode> others = before.items();
        List<KubeNode> items = after.items();
        for (int i = 0; i < items.size(); i++) {
            if (isLostWithin(counterpart(items.get(i), i, others), items.get(i))) return true;
        }
        return false;
    }

    /** The item of the same name, or without names of the same position. */
    private static KubeNode counterpart(KubeNode item, int position, List<KubeNode> others) {
        Optional<String> name = item.get("name").text();
        for (KubeNode other : others) {
            if (name.isPresent() && other.get("name").text().equals(name)) return other;
        }
        boolean byPosition = name.isEmpty() && position < others.size();
        return byPosition ? others.get(position) : item.get("absent");
    }

    private static boolean isNotRoot(KubeNode id) {
        return id.integer().filter(number -> number != 0).isPresent();
    }

    private static boolean isRoot(KubeNode id) {
        return id.integer().filter(number -> number == 0).isPresent();
    }

    private static boolean hasRoot(KubeNode groups) {
        for (KubeNode group : groups.items()) {
            if (!isNotRoot(group)) return true;
        }
        return false;
    }

    private static boolean isConfined(KubeNode type) {
        return says(type, "RuntimeDefault") || says(type, "Localhost");
    }

    private static boolean isOpen(KubeNode propagation) {
        return says(propagation, "HostToContainer") || says(propagation, "Bidirectional");
    }

    private static boolean says(KubeNode node, String word) {
        return node.text().filter(word::equals).isPresent();
    }

    private static boolean covers(List<String> names, List<String> others) {
        return CapabilityGrant.hasAll(names) || names.containsAll(others);
    }

    private Hardening() {}
}
