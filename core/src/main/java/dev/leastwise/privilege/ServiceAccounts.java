package dev.leastwise.privilege;

import dev.leastwise.kube.KubeNode;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The ServiceAccounts of the input that say whether pods get their token. */
public final class ServiceAccounts {

    private record Key(Optional<String> namespace, String name) {}

    private final Map<Key, KubeNode> automounts = new HashMap<>();

    /** None yet. */
    public ServiceAccounts() {}

    /** Remembers the {@code automountServiceAccountToken} of an account that has one. */
    public void add(Optional<String> namespace, String name, KubeNode automount) {
        if (automount.exists()) automounts.put(new Key(namespace, name), automount);
    }

    /** The account's setting; empty where the input lacks it. A namespace that is not written equals only itself. */
    public Optional<KubeNode> automount(Optional<String> namespace, String name) {
        return Optional.ofNullable(automounts.get(new Key(namespace, name)));
    }
}
