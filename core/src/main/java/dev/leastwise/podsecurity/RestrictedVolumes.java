package dev.leastwise.podsecurity;

import dev.leastwise.kube.KubeNode;
import dev.leastwise.podsecurity.Control.Revision;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;

/**
 * Types of volumes. A volume without a type is an emptyDir.
 *
 * @param allowed the types; one of them is enough
 * @param known the types that are named in this order; any other is unknown
 */
record RestrictedVolumes(Set<String> allowed, List<String> known) implements Check {

    static final Control CONTROL = Control.of(
            "restrictedVolumes",
            Level.RESTRICTED,
            Revision.since(
                            0,
                            new RestrictedVolumes(
                                    Set.of(
                                            "configMap",
                                            "csi",
                                            "downwardAPI",
                                            "emptyDir",
                                            "ephemeral",
                                            "image",
                                            "persistentVolumeClaim",
                                            "projected",
                                            "secret"),
                                    List.of(
                                            "hostPath",
                                            "gcePersistentDisk",
                                            "awsElasticBlockStore",
                                            "gitRepo",
                                            "nfs",
                                            "iscsi",
                                            "glusterfs",
                                            "rbd",
                                            "flexVolume",
                                            "cinder",
                                            "cephfs",
                                            "flocker",
                                            "fc",
                                            "azureFile",
                                            "vsphereVolume",
                                            "quobyte",
                                            "azureDisk",
                                            "photonPersistentDisk",
                                            "portworxVolume",
                                            "scaleIO",
                                            "storageos")))
                    .overriding(HostPathVolumes.CONTROL));

    @Override
    public Optional<Forbidden> judge(DefaultedPod pod) {
        List<String> names = new ArrayList<>();
        SortedSet<String> types = Words.sorted();
        List<KubeNode> places = new ArrayList<>();
        for (KubeNode volume : pod.volumes()) {
            Optional<KubeNode> source = forbidden(volume);
            if (source.isEmpty()) continue;
            names.add(Fields.text(volume.get("name")));
            String type = source.get().name();
            types.add(known.contains(type) ? type : "unknown");
            places.add(source.get());
        }
        if (names.isEmpty()) return Optional.empty();
        String detail = Words.plural("volume ", "volumes ", names.size())
                + Words.quoted(names)
                + Words.plural(" uses ", " use ", names.size())
                + Words.plural("restricted volume type ", "restricted volume types ", types.size())
                + Words.quoted(types);
        return Optional.of(new Forbidden("restricted volume types", detail, places));
    }

    /** The source of a volume that has no allowed one; empty too where it has none at all. */
    private Optional<KubeNode> forbidden(KubeNode volume) {
        if (volume.exists() && !volume.isMapping()) return Optional.of(volume);
        Optional<KubeNode> first = Optional.empty();
        for (KubeNode field : volume.fields()) {
            if (!field.exists() || field.name().equals("name")) continue;
            if (allowed.contains(field.name()) && field.isMapping()) return Optional.empty();
            if (first.isEmpty() || order(field) < order(first.get())) first = Optional.of(field);
        }
        if (first.isPresent()) return first;
        Optional<KubeNode> beneath = volume.beneath();
        return beneath.isEmpty() ? first : forbidden(beneath.get());
    }

    private int order(KubeNode source) {
        int index = known.indexOf(source.name());
        return index < 0 ? known.size() : index;
    }
}
