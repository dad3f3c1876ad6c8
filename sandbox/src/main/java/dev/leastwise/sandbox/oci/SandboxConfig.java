package dev.leastwise.sandbox.oci;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The {@code config.json} of the process that holds a pod's namespaces. */
public final class SandboxConfig {

    /**
     * What a runtime is told of it.
     *
     * @param root the folder that becomes its root file system
     * @param program its program there
     * @param hostname the pod's; empty where it has the machine's
     */
    public static String of(
            Path root, String program, String hostname, Map<String, String> sysctls, Shared shared, String cgroup) {
        List<String> capabilities = List.of("CAP_NET_ADMIN", "CAP_SETGID", "CAP_SETUID");
        Map<String, Object> config = Json.object(
                "ociVersion",
                OciConfig.VERSION,
                "process",
                Json.object(
                        "user",
                        Json.object("uid", 0, "gid", 0),
                        "args",
                        List.of(program),
                        "cwd",
                        "/",
                        "capabilities",
                        Json.object("bounding", capabilities, "effective", capabilities, "permitted", capabilities),
                        "noNewPrivileges",
                        true),
                "root",
                Json.object("path", root.toString(), "readonly", true),
                "mounts",
                List.of(OciConfig.object(new Mount("/proc", "proc", "proc", List.of("nosuid", "noexec", "nodev")))),
                "linux",
                Json.object(
                        "namespaces",
                        namespaces(shared),
                        "cgroupsPath",
                        cgroup,
                        "resources",
                        Json.object("devices", List.of(Json.object("allow", false, "access", "rwm"))),
                        "sysctl",
                        sysctls));
        if (!hostname.isEmpty()) config.put("hostname", hostname);
        return Json.of(config);
    }

    /** Which namespaces a pod shares with the machine. */
    public record Shared(boolean network, boolean pid, boolean ipc) {}

    private static List<Object> namespaces(Shared shared) {
        List<Object> namespaces = new ArrayList<>();
        namespaces.add(Json.object("type", "mount"));
        if (!shared.network) {
            namespaces.add(Json.object("type", "network"));
            namespaces.add(Json.object("type", "uts"));
        }
        if (!shared.pid) namespaces.add(Json.object("type", "pid"));
        if (!shared.ipc) namespaces.add(Json.object("type", "ipc"));
        return namespaces;
    }

    private SandboxConfig() {}
}
