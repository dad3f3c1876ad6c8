package dev.leastwise.sandbox.volume;

import dev.leastwise.kube.Container;
import dev.leastwise.kube.KubeNode;
import dev.leastwise.kube.Workload;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Where other volumes are mounted in one that cannot be written: it has folders there (kubernetes nested_volumes.go). */
final class NestedMounts {

    static Set<String> of(Workload workload, String volume) {
        Set<String> nested = new TreeSet<>();
        for (Container container : workload.containers()) {
            Set<String> all = new TreeSet<>();
            List<String> own = new ArrayList<>();
            for (KubeNode mount : container.node().get("volumeMounts").items()) {
                String path = Path.of("/", mount.get("mountPath").text().orElse(""))
                        .normalize()
                        .toString();
                all.add(path);
                if (mount.get("name").text().filter(volume::equals).isPresent()) own.add(path);
            }
            for (String path : own) nested.addAll(in(path, all));
        }
        return nested;
    }

    /** Those in a folder that are in none of the others. */
    private static List<String> in(String folder, Set<String> all) {
        String start = folder.equals("/") ? folder : folder + '/';
        List<String> found = new ArrayList<>();
        for (String path : all) {
            if (!path.startsWith(start)) continue;
            String rest = path.substring(start.length());
            if (found.stream().noneMatch(outer -> rest.startsWith(outer + '/'))) found.add(rest);
        }
        return found;
    }

    private NestedMounts() {}
}
