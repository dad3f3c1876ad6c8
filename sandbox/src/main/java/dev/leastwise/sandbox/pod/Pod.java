package dev.leastwise.sandbox.pod;

import dev.leastwise.kube.KubeNode;
import dev.leastwise.kube.Workload;
import java.util.Optional;

/**
 * A pod of a workload.
 *
 * @param uid what tells it from others of its name
 * @param input the objects that it can be given something of
 */
public record Pod(Workload workload, String uid, InputObjects input, Node node) {

    /** The address that every pod has in its own network. */
    public static final String ADDRESS = "10.88.0.2";

    private static final int LONGEST_HOSTNAME = 63;

    public String namespace() {
        return InputObjects.namespace(workload.manifest());
    }

    /** The workload's; the first pod of a StatefulSet has a number behind it. */
    public String name() {
        String name = workload.manifest().name().orElse("pod");
        return workload.manifest().kind().equals("StatefulSet") ? name + "-0" : name;
    }

    /** Kubernetes pkg/kubelet/kubelet_pods.go GeneratePodHostNameAndDomain; under the machine's network it is the machine's. */
    public String hostname() {
        if (hostNetwork()) return node.name();
        String wanted = setting("hostnameOverride").orElse(setting("hostname").orElse(name()));
        if (wanted.length() <= LONGEST_HOSTNAME) return wanted;
        int end = LONGEST_HOSTNAME;
        while (end > 0 && ".-".indexOf(wanted.charAt(end - 1)) >= 0) end--;
        return wanted.substring(0, end);
    }

    /** The hostname with its domain where it has one, as /etc/hosts names it. */
    public String hostnames() {
        boolean domain =
                setting("hostnameOverride").isEmpty() && setting("subdomain").isPresent();
        if (!domain) return hostname();
        String full = hostname() + '.' + setting("subdomain").get() + '.' + namespace() + ".svc.cluster.local";
        return full + '\t' + hostname();
    }

    private Optional<String> setting(String field) {
        return workload.pod(field).text().filter(text -> !text.isEmpty());
    }

    public boolean hostNetwork() {
        return workload.pod("hostNetwork").isTrue();
    }

    public String address() {
        return hostNetwork() ? node.address() : ADDRESS;
    }

    /** Seconds that its containers have to end when they are asked to. */
    public long gracePeriod() {
        return workload.pod("terminationGracePeriodSeconds").integer().orElse(30L);
    }

    KubeNode metadata() {
        return workload.podMetadata();
    }
}
