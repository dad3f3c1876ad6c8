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

    /** The kubelet's clusterDomain, as nearly all clusters have it. */
    private static final String CLUSTER_DOMAIN = "cluster.local";

    private static final int LONGEST_HOSTNAME = 63;

    public String namespace() {
        return InputObjects.namespace(workload.manifest());
    }

    /** The workload's; the first pod of a StatefulSet has a number behind it. */
    public String name() {
        String name = workload.manifest().name().orElse("pod");
        return workload.manifest().kind().equals("StatefulSet") ? name + "-0" : name;
    }

    /** What the pod's own kernel calls it: under the machine's network what it calls the machine. */
    public String hostname() {
        if (hostNetwork()) return node.name();
        boolean whole = workload.pod("setHostnameAsFQDN").isTrue();
        return (whole ? domain() : Optional.<String>empty()).orElse(shortName());
    }

    /** Its name with its domain where it has one, as /etc/hosts names it. */
    public String hostnames() {
        return domain().map(whole -> whole + '\t' + shortName()).orElse(shortName());
    }

    /** Kubernetes pkg/kubelet/kubelet_pods.go GeneratePodHostNameAndDomain. */
    private String shortName() {
        String wanted = setting("hostnameOverride").orElse(setting("hostname").orElse(name()));
        if (wanted.length() <= LONGEST_HOSTNAME) return wanted;
        int end = LONGEST_HOSTNAME;
        while (end > 0 && ".-".indexOf(wanted.charAt(end - 1)) >= 0) end--;
        return wanted.substring(0, end);
    }

    private Optional<String> domain() {
        if (setting("hostnameOverride").isPresent()) return Optional.empty();
        return setting("subdomain")
                .map(subdomain -> shortName() + '.' + subdomain + '.' + namespace() + ".svc." + CLUSTER_DOMAIN);
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
