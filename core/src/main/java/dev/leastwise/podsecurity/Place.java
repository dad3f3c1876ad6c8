package dev.leastwise.podsecurity;

import dev.leastwise.kube.KubeNode;
import dev.leastwise.source.Location;

/**
 * What to change to satisfy a control.
 *
 * @param path the setting within its object
 */
public record Place(Location at, String path) {

    static Place of(KubeNode node) {
        return new Place(node.location(), node.path());
    }
}
