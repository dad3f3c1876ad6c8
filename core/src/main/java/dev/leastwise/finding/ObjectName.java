package dev.leastwise.finding;

import dev.leastwise.kube.Manifest;
import java.util.Optional;

/** Which object a finding is about. */
public record ObjectName(String apiVersion, String kind, Optional<String> namespace, Optional<String> name) {

    public static ObjectName of(Manifest manifest) {
        return new ObjectName(manifest.apiVersion(), manifest.kind(), manifest.namespace(), manifest.name());
    }
}
