package dev.leastwise.privilege;

import dev.leastwise.kube.KubeNode;
import dev.leastwise.kube.Workload;
import dev.leastwise.privilege.Privileges.VolumeAccess;
import dev.leastwise.privilege.Value.Known;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The volumes that a container mounts, and which of them it can write. */
public final class Volumes {

    static Value<List<VolumeAccess>> of(Granting granting) {
        KubeNode mounts = granting.container().node().get("volumeMounts");
        List<VolumeAccess> volumes = new ArrayList<>();
        for (KubeNode mount : mounts.items()) {
            volumes.add(access(granting.workload(), mount));
        }
        if (volumes.isEmpty()) return granting.absent(volumes, "no volume");
        return new Known<>(volumes, new Origin.Manifest(mounts));
    }

    private static VolumeAccess access(Workload workload, KubeNode mount) {
        String name = mount.get("name").text().orElse("");
        KubeNode source = source(workload, name);
        return new VolumeAccess(
                name,
                source.name(),
                shown(source),
                mount.get("mountPath").text().orElse(""),
                isWritable(mount, source),
                mount.get("mountPropagation").text().orElse("None"));
    }

    /**
     * The source of a volume, named by its kind. A volume without one is an emptyDir (SetDefaults_Volume); one that only a
     * StatefulSet's claim templates name is a persistentVolumeClaim.
     */
    public static KubeNode source(Workload workload, String volume) {
        Optional<KubeNode> item = workload.pod("volumes").itemNamed(volume);
        if (item.isEmpty()) return workload.manifest().root().get("spec").get("persistentVolumeClaim");
        for (KubeNode field : item.get().fields()) {
            if (!field.name().equals("name") && field.exists()) return field;
        }
        return item.get().get("emptyDir");
    }

    /** The kubelet mounts configMap, secret, downwardAPI, projected and image volumes read-only whatever the mount says. */
    public static boolean isWritable(KubeNode mount, KubeNode source) {
        if (mount.get("readOnly").isTrue()) return false;
        return switch (source.name()) {
            case "configMap", "secret", "downwardAPI", "projected", "image" -> false;
            default -> !source.get("readOnly").isTrue();
        };
    }

    /** Whether a mount shows a volume that projects a service account's token. */
    static boolean projectsToken(Workload workload, KubeNode mount) {
        String name = mount.get("name").text().orElse("");
        for (KubeNode projection : source(workload, name).get("sources").items()) {
            if (projection.get("serviceAccountToken").exists()) return true;
        }
        return false;
    }

    private static String shown(KubeNode source) {
        for (String field : new String[] {"path", "claimName", "secretName", "name", "driver", "reference"}) {
            Optional<String> text = source.get(field).text();
            if (text.isPresent()) return text.get();
        }
        return "";
    }

    private Volumes() {}
}
