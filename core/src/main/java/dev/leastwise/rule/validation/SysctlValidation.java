package dev.leastwise.rule.validation;

import dev.leastwise.kube.GoText;
import dev.leastwise.kube.KubeNode;
import dev.leastwise.privilege.Sysctls;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What is refused of a pod's sysctls: validateSysctls. */
final class SysctlValidation {

    private static final int LONGEST_NAME = 253;
    private static final int HOST_NAMESPACES_SINCE = 29;
    private static final String FORM =
            "must have at most 253 characters and match regex ^([a-z0-9]([-_a-z0-9]*[a-z0-9])?[\\./])*[a-z0-9]([-_a-z0-9]*[a-z0-9])?$";

    static void validate(KubeNode pod, Refusals refusals) {
        List<KubeNode> sysctls = pod.at("securityContext", "sysctls").items();
        if (sysctls.isEmpty()) return;
        Set<String> seen = new HashSet<>();
        for (KubeNode sysctl : sysctls) {
            KubeNode node = sysctl.get("name");
            String name = node.text().orElse("");
            if (name.isEmpty()) refusals.required(node);
            else if (!isName(name)) refusals.invalid(node, GoText.quoted(name), FORM);
            else if (!seen.add(name)) refusals.duplicate(node, GoText.quoted(name));
            if (refusals.since(HOST_NAMESPACES_SINCE)) validateNamespace(pod, node, name, refusals);
        }
    }

    private static void validateNamespace(KubeNode pod, KubeNode node, String name, Refusals refusals) {
        Sysctls.Scope scope = Sysctls.scope(Sysctls.dotted(name));
        if (scope == Sysctls.Scope.NET && pod.get("hostNetwork").isTrue()) {
            refusals.invalid(node, GoText.quoted(name), "may not be specified when 'hostNetwork' is true");
        }
        if (scope == Sysctls.Scope.IPC && pod.get("hostIPC").isTrue()) {
            refusals.invalid(node, GoText.quoted(name), "may not be specified when 'hostIPC' is true");
        }
    }

    /** Segments parted by dots or slashes: letters and digits, with hyphens and underscores inside. */
    private static boolean isName(String name) {
        if (name.length() > LONGEST_NAME) return false;
        boolean inside = false;
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            boolean separator = c == '.' || c == '/';
            boolean joins = separator || c == '-' || c == '_';
            if (!joins && !isAlphanumeric(c)) return false;
            boolean last = i + 1 == name.length();
            boolean nextParts = last || name.charAt(i + 1) == '.' || name.charAt(i + 1) == '/';
            if (joins && (!inside || nextParts)) return false;
            inside = !separator;
        }
        return true;
    }

    private static boolean isAlphanumeric(char c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
    }

    private SysctlValidation() {}
}
