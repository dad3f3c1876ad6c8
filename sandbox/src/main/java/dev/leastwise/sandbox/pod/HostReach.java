package dev.leastwise.sandbox.pod;

import dev.leastwise.kube.Container;
import dev.leastwise.kube.KubeNode;
import dev.leastwise.kube.Workload;
import java.util.ArrayList;
import java.util.List;

/**
 * A setting by which a pod gets at the machine that it runs on.
 *
 * @param words what it does, as a sentence without a full stop
 */
public record HostReach(KubeNode at, String words) {

    /** All such settings of a pod. */
    public static List<HostReach> of(Workload workload) {
        List<HostReach> reaches = new ArrayList<>();
        for (String field : List.of("hostNetwork", "hostPID", "hostIPC")) {
            KubeNode node = workload.pod(field);
            if (node.isTrue()) reaches.add(new HostReach(node, field + " gives the pod what is this machine's"));
        }
        for (KubeNode volume : workload.pod("volumes").items()) {
            KubeNode path = volume.get("hostPath");
            if (path.exists()) {
                String name = volume.get("name").text().orElse("");
                reaches.add(new HostReach(path, "volume \"" + name + "\" is a path of this machine"));
            }
        }
        for (Container container : workload.containers()) {
            KubeNode privileged = container.setting("privileged");
            if (privileged.isTrue()) {
                reaches.add(new HostReach(privileged, "container \"" + container.name() + "\" is privileged"));
            }
        }
        return reaches;
    }
}
