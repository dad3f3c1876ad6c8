package dev.leastwise.privilege;

import dev.leastwise.privilege.Value.Known;
import java.util.Optional;

/** What a program brings along that is not root's: its file capabilities, as far as the container can have them (capabilities(7)). */
final class ProgramCapabilities {

    /** The same grant with what the image's program brings, where that is known and privilege escalation allowed. */
    static Value<Capabilities> over(
            Value<Capabilities> granted, Granting granting, Identity identity, Value<Boolean> noNewPrivileges) {
        Optional<Long> user = identity.user().known();
        boolean asks = granting.image().isPresent() && user.isPresent() && user.get() != 0 && noNewPrivileges.is(false);
        if (!asks || !(granted instanceof Known<Capabilities> known)) return granted;
        CapabilitySet bounding = known.value().bounding();
        Optional<Credentials> who =
                Credentials.of(identity.user(), identity.group(), identity.supplementalGroups(), Optional.of(bounding));
        if (who.isEmpty()) return granted;
        Optional<Entrypoint> entrypoint =
                Entrypoint.of(granting.container(), granting.image().get(), who.get());
        if (entrypoint.isEmpty() || !(entrypoint.get() instanceof Entrypoint.Program program)) return granted;
        CapabilitySet brought = program.brought().and(bounding);
        if (brought.isEmpty()) return granted;
        Origin origin =
                new Origin.Image("file capabilities of " + program.file().path());
        Capabilities raised =
                new Capabilities(bounding, new Known<>(brought, origin), CapabilitySet.NONE, CapabilitySet.NONE);
        return new Known<>(raised, known.origin());
    }

    private ProgramCapabilities() {}
}
