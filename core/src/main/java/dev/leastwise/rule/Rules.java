package dev.leastwise.rule;

import dev.leastwise.source.Nearest;
import java.util.List;
import java.util.Optional;

/** The rules, in the order of the catalogue. */
public final class Rules {

    public static final SuppressionRule INVALID_SUPPRESSION = new InvalidSuppression();
    public static final SuppressionRule EXPIRED_SUPPRESSION = new ExpiredSuppression();
    public static final SuppressionRule UNUSED_SUPPRESSION = new UnusedSuppression();

    /** Every rule. */
    public static final List<Rule> ALL = List.of(
            // what Kubernetes swallows or refuses
            new MisplacedSetting(),
            new UnknownSetting(),
            new WrongTypeSetting(),
            new RefusedByApiServer(),
            new DeadAnnotation(),
            new DuplicateKey(),
            new MergeOverridesKey(),
            new TextAfterDocumentEnd(),
            // containers
            new Privileged(),
            new RootUser(),
            new NonRootNotEnforced(),
            new RootGroup(),
            new LowUid(),
            new WritableRootFilesystem(),
            new AllowPrivilegeEscalation(),
            new DefaultCapabilities(),
            new DangerousCapability(),
            new IneffectiveCapability(),
            new UnconfinedSeccomp(),
            new UnconfinedAppArmor(),
            new SeLinuxType(),
            new UnmaskedProc(),
            new HostPort(),
            new RawBlockDevice(),
            new MountPropagation(),
            new ProbeHost(),
            new NoMemoryLimit(),
            new WindowsHostProcess(),
            // pods
            new HostNetwork(),
            new HostPid(),
            new HostIpc(),
            new HostPath(),
            new UnsafeSysctl(),
            new SharedProcessNamespace(),
            new RefusedByKubelet(),
            new EntrypointRefused(),
            new ImagePathNotWritable(),
            new SetuidPrograms(),
            new PodSpecPatch(),
            // workloads together
            new ServiceAccountToken(),
            new SharedUid(),
            // what people say of findings
            INVALID_SUPPRESSION,
            EXPIRED_SUPPRESSION,
            UNUSED_SUPPRESSION);

    public static Optional<Rule> named(String id) {
        for (Rule rule : ALL) {
            if (rule.info().id().equals(id)) return Optional.of(rule);
        }
        return Optional.empty();
    }

    /** The id that a mistyped one was meant to be. */
    public static Optional<String> nearest(String id) {
        return Nearest.to(id, ALL.stream().map(rule -> rule.info().id()).toList());
    }

    private Rules() {}
}
