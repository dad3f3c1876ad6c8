package dev.leastwise.rule.validation;

import dev.leastwise.kube.Container;
import dev.leastwise.kube.KubeNode;
import dev.leastwise.kube.Workload;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What is refused by operating system: validateOS, validateLinux, validateWindows, validateWindowsHostProcessPod. */
final class WindowsValidation {

    private static final List<String> LINUX_OF_POD = List.of(
            "appArmorProfile",
            "seLinuxOptions",
            "seccompProfile",
            "fsGroup",
            "fsGroupChangePolicy",
            "runAsUser",
            "runAsGroup",
            "supplementalGroups",
            "supplementalGroupsPolicy",
            "seLinuxChangePolicy");

    private static final List<String> LINUX_OF_CONTAINER = List.of(
            "appArmorProfile",
            "seLinuxOptions",
            "seccompProfile",
            "capabilities",
            "readOnlyRootFilesystem",
            "privileged",
            "allowPrivilegeEscalation",
            "procMount",
            "runAsUser",
            "runAsGroup");

    private final Workload workload;
    private final KubeNode pod;
    private final KubeNode context;
    private final Refusals refusals;

    WindowsValidation(Workload workload, Refusals refusals) {
        this.workload = workload;
        this.pod = workload.podSpec();
        this.context = pod.get("securityContext");
        this.refusals = refusals;
    }

    void validate() {
        validateOptions();
        validateHostProcess();
        KubeNode os = pod.get("os");
        if (!os.exists()) return;
        String name = os.get("name").text().orElse("");
        switch (name) {
            case "" -> refusals.required(os.get("name"));
            case "linux" -> validateLinux();
            case "windows" -> validateWindows();
            default -> refusals.unsupported(os, name, List.of("linux", "windows"));
        }
    }

    private void validateOptions() {
        WindowsOptionsValidation.validate(context.get("windowsOptions"), refusals);
        for (Container container : workload.containers()) {
            WindowsOptionsValidation.validate(container.setting("windowsOptions"), refusals);
        }
    }

    private void validateHostProcess() {
        KubeNode ofPod = context.at("windowsOptions", "hostProcess");
        List<KubeNode> hostProcesses = new ArrayList<>();
        for (Container container : workload.containers()) {
            KubeNode own = container.setting("windowsOptions").get("hostProcess");
            Optional<Boolean> expected = ofPod.bool();
            if (expected.isPresent()
                    && own.bool().filter(value -> !value.equals(expected.get())).isPresent()) {
                refusals.invalid(
                        own,
                        String.valueOf(own.isTrue()),
                        "pod hostProcess value must be identical if both are specified, was " + expected.get());
            }
            KubeNode decisive = own.bool().isPresent() ? own : ofPod;
            if (decisive.isTrue()) hostProcesses.add(decisive);
        }
        if (hostProcesses.isEmpty()) return;
        if (hostProcesses.size() < workload.containers().size()) {
            refusals.invalid(
                    hostProcesses.getFirst(),
                    pod.path(),
                    "\"\"",
                    "If pod contains any hostProcess containers then all containers must be HostProcess containers");
        }
        KubeNode hostNetwork = pod.get("hostNetwork");
        if (!hostNetwork.isTrue()) {
            refusals.invalid(
                    hostNetwork, "false", "hostNetwork must be true if pod contains any hostProcess containers");
        }
    }

    private void validateLinux() {
        forbid(context.get("windowsOptions"), "windows options cannot be set for a linux pod");
        for (Container container : workload.containers()) {
            forbid(container.setting("windowsOptions"), "windows options cannot be set for a linux pod");
        }
    }

    private void validateWindows() {
        for (String field : LINUX_OF_POD) forbidLinux(context.get(field));
        if (!context.get("sysctls").items().isEmpty()) forbidLinux(context.get("sysctls"));
        forbidLinux(pod.get("hostUsers"));
        if (pod.get("hostPID").isTrue()) forbidLinux(pod.get("hostPID"));
        if (pod.get("hostIPC").isTrue()) forbidLinux(pod.get("hostIPC"));
        forbidLinux(pod.get("shareProcessNamespace"));
        for (Container container : workload.containers()) {
            for (String field : LINUX_OF_CONTAINER) forbidLinux(container.setting(field));
        }
    }

    private void forbidLinux(KubeNode field) {
        forbid(field, "cannot be set for a windows pod");
    }

    private void forbid(KubeNode field, String detail) {
        if (field.exists()) refusals.forbidden(field, detail);
    }
}
