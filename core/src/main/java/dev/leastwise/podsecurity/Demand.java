package dev.leastwise.podsecurity;

import dev.leastwise.kube.Manifest;
import dev.leastwise.kube.Workload;
import dev.leastwise.podsecurity.Namespaces.Enforced;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * The standards that somebody asks for.
 *
 * @param all those that every workload is held to
 * @param ofNamespaces whether each is held to those, too, that the labels of its namespace name
 */
public record Demand(List<Standard> all, boolean ofNamespaces) {

    public static final Demand NONE = new Demand(List.of(), false);

    /** The standards of each workload that is asked about, where these are the objects of the input. */
    public Function<Workload, List<Standard>> among(List<Manifest> objects) {
        Namespaces namespaces = new Namespaces();
        if (ofNamespaces) objects.forEach(namespaces::see);
        return workload -> standards(workload, namespaces);
    }

    private List<Standard> standards(Workload workload, Namespaces namespaces) {
        Map<String, Standard> standards = new LinkedHashMap<>();
        for (Standard standard : all) standards.put(standard.id(), standard);
        if (workload.manifest().namespace().isPresent()) {
            for (Enforced enforced :
                    namespaces.of(workload.manifest().namespace().get())) {
                standards.put(enforced.standard().id(), enforced.standard());
            }
        }
        return List.copyOf(standards.values());
    }
}
