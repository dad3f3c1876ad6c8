package dev.leastwise.rule.validation;

import dev.leastwise.kube.Container;
import dev.leastwise.kube.GoText;
import dev.leastwise.kube.KubeNode;
import dev.leastwise.kube.Workload;
import java.util.List;
import java.util.Optional;

/** A security context as the API server prints it in a refusal: its internal struct (pkg/apis/core/types.go) as JSON. */
final class SecurityContextJson {

    private final StringBuilder out = new StringBuilder();
    private boolean first = true;

    /** The security context of a container, with the AppArmor profile that the server copies into it. */
    static String of(Workload workload, Container container) {
        SecurityContextJson json = new SecurityContextJson();
        json.context(container.securityContext(), AppArmorAnnotation.copied(workload, container));
        return json.out.toString();
    }

    /** A seccomp or AppArmor profile. */
    static String profile(KubeNode profile) {
        SecurityContextJson json = new SecurityContextJson();
        json.profileObject(profile);
        return json.out.toString();
    }

    private void context(KubeNode context, Optional<String> appArmor) {
        open();
        capabilities(context.get("capabilities"));
        bool("Privileged", context.get("privileged"));
        seLinux(context.get("seLinuxOptions"));
        windows(context.get("windowsOptions"));
        integer("RunAsUser", context.get("runAsUser"));
        integer("RunAsGroup", context.get("runAsGroup"));
        bool("RunAsNonRoot", context.get("runAsNonRoot"));
        bool("ReadOnlyRootFilesystem", context.get("readOnlyRootFilesystem"));
        bool("AllowPrivilegeEscalation", context.get("allowPrivilegeEscalation"));
        pointer("ProcMount", context.get("procMount"));
        profile("SeccompProfile", context.get("seccompProfile"));
        if (appArmor.isPresent()) annotated("AppArmorProfile", appArmor.get());
        else profile("AppArmorProfile", context.get("appArmorProfile"));
        close();
    }

    private void capabilities(KubeNode capabilities) {
        if (isNull("Capabilities", capabilities)) return;
        open();
        names("Add", capabilities.get("add"));
        names("Drop", capabilities.get("drop"));
        close();
    }

    private void names(String name, KubeNode list) {
        if (isNull(name, list)) return;
        out.append('[');
        List<KubeNode> items = list.items();
        for (int i = 0; i < items.size(); i++) {
            out.append(i == 0 ? "" : ",").append(GoText.json(items.get(i).text().orElse("")));
        }
        out.append(']');
    }

    private void seLinux(KubeNode options) {
        if (isNull("SELinuxOptions", options)) return;
        open();
        string("User", options.get("user"));
        string("Role", options.get("role"));
        string("Type", options.get("type"));
        string("Level", options.get("level"));
        close();
    }

    private void windows(KubeNode options) {
        if (isNull("WindowsOptions", options)) return;
        open();
        pointer("GMSACredentialSpecName", options.get("gmsaCredentialSpecName"));
        pointer("GMSACredentialSpec", options.get("gmsaCredentialSpec"));
        pointer("RunAsUserName", options.get("runAsUserName"));
        bool("HostProcess", options.get("hostProcess"));
        close();
    }

    private void profile(String name, KubeNode profile) {
        if (!isNull(name, profile)) profileObject(profile);
    }

    private void annotated(String name, String annotation) {
        Optional<String> file = AppArmorAnnotation.localhost(annotation);
        key(name).append("{\"Type\":\"").append(AppArmorAnnotation.type(annotation));
        out.append("\",\"LocalhostProfile\":")
                .append(file.isEmpty() ? "null" : GoText.json(file.get()))
                .append('}');
    }

    private void profileObject(KubeNode profile) {
        open();
        string("Type", profile.get("type"));
        pointer("LocalhostProfile", profile.get("localhostProfile"));
        close();
    }

    private void string(String name, KubeNode node) {
        key(name).append(GoText.json(node.text().orElse("")));
    }

    private void pointer(String name, KubeNode node) {
        Optional<String> text = node.text();
        key(name).append(text.isEmpty() ? "null" : GoText.json(text.get()));
    }

    private void bool(String name, KubeNode node) {
        Optional<Boolean> bool = node.bool();
        key(name).append(bool.isEmpty() ? "null" : bool.get().toString());
    }

    private void integer(String name, KubeNode node) {
        Optional<Long> number = node.integer();
        key(name).append(number.isEmpty() ? "null" : number.get().toString());
    }

    private boolean isNull(String name, KubeNode node) {
        key(name);
        if (node.exists()) return false;
        out.append("null");
        return true;
    }

    private StringBuilder key(String name) {
        out.append(first ? "\"" : ",\"").append(name).append("\":");
        first = false;
        return out;
    }

    private void open() {
        out.append('{');
        first = true;
    }

    private void close() {
        out.append('}');
        first = false;
    }
}
