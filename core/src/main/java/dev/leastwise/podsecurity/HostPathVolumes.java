package dev.leastwise.podsecurity;

import dev.leastwise.kube.KubeNode;
import dev.leastwise.podsecurity.Control.Revision;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Volumes that are files of the node.
 *
 * @param forbidden the type of volume
 */
record HostPathVolumes(String forbidden) implements Check {

    static final Control CONTROL =
            Control.of("hostPathVolumes", Level.BASELINE, Revision.since(0, new HostPathVolumes("hostPath")));

    @Override
    public Optional<Forbidden> judge(DefaultedPod pod) {
        List<String> names = new ArrayList<>();
        List<KubeNode> places = new ArrayList<>();
        for (KubeNode volume : pod.volumes()) {
            KubeNode source = Fields.get(volume, forbidden);
            if (!source.exists()) continue;
            names.add(Fields.text(volume.get("name")));
            places.add(source);
        }
        if (names.isEmpty()) return Optional.empty();
        String detail = Words.plural("volume ", "volumes ", names.size()) + Words.quoted(names);
        return Optional.of(new Forbidden("hostPath volumes", detail, places));
    }
}
