package dev.leastwise.cli;

import dev.leastwise.fix.Fixer;
import dev.leastwise.fix.Judging;
import dev.leastwise.fix.Mended;
import dev.leastwise.kube.Contents;
import dev.leastwise.kube.KubeReader;
import dev.leastwise.kube.Manifest;
import dev.leastwise.podsecurity.Demand;
import dev.leastwise.privilege.Grants;
import dev.leastwise.report.FixPatch;
import dev.leastwise.report.FixText;
import dev.leastwise.report.TextReport;
import dev.leastwise.rule.Rules;
import dev.leastwise.source.FileRewrite;
import dev.leastwise.source.Input;
import dev.leastwise.source.InputError;
import dev.leastwise.source.Inputs;
import dev.leastwise.source.SourceText;
import dev.leastwise.yaml.Document;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Mends one input after the other. */
final class Mending {

    private final Inputs inputs;
    private final Wish wish;
    private final Grants grants;
    private final Demand demand;
    private final Verdicts verdicts;
    private final Console console;
    private final FixText text;
    private final FixPatch patch;
    private final List<InputError> errors = new ArrayList<>();
    private final List<String> crashes = new ArrayList<>();
    private final List<Document> documents = new ArrayList<>();
    private List<Manifest> elsewhere = List.of();
    private Optional<SourceText> source = Optional.empty();
    private boolean refused;

    Mending(Inputs inputs, Wish wish, Grants grants, Demand demand, Verdicts verdicts, Console console) {
        this.inputs = inputs;
        this.wish = wish;
        this.grants = grants;
        this.demand = demand;
        this.verdicts = verdicts;
        this.console = console;
        boolean textOnError =
                wish.output() == Wish.Output.FILE && inputs.found().stream().anyMatch(Input::isStandardInput);
        this.text = new FixText(
                console.terminal(),
                textOnError ? console.errTerminal() : console.outTerminal(),
                new Utf8Writer(textOnError ? console.err() : console.out()));
        this.patch = new FixPatch(new Utf8Writer(console.out()));
    }

    /** Mends all of them, and says how that ended. */
    int run() {
        if (inputs.found().size() > 1) elsewhere = Elsewhere.read(inputs.found(), demand.ofNamespaces());
        Reading reading = new Reading(verdicts::templates, resource -> {}, this::take);
        reading.atEnd(input -> mend(input, reading));
        reading.readAll(inputs, Progress.over(inputs.found().size(), console));
        reading.requireObjects(inputs);
        errors.addAll(reading.errors());
        print(() -> {
            if (wish.output() == Wish.Output.PATCH) patch.end(reading.skipped(), errors);
            else text.end(reading.skipped());
        });
        console.out().flush();
        for (InputError error : errors) console.error(TextReport.error(error));
        for (String crash : crashes) console.error(crash);
        if (!crashes.isEmpty()) return Exit.INTERNAL;
        if (!errors.isEmpty()) return Exit.USAGE;
        return refused ? Exit.FINDINGS : Exit.CLEAN;
    }

    private void take(Contents contents) {
        source = Optional.of(contents.source());
        documents.add(contents.document());
    }

    private void mend(Input input, Reading reading) {
        if (source.isPresent()) mend(input, source.get(), reading.isUnreadable());
        source = Optional.empty();
        documents.clear();
    }

    private void mend(Input input, SourceText before, boolean hasBroken) {
        Mended mended = Fixer.mend(before, hasBroken ? read(before) : documents, judging(input), wish::wants);
        refused |= !mended.refused().isEmpty();
        crashes.addAll(mended.crashes());
        boolean written = wish.output() == Wish.Output.FILE && mended.changed() && write(input, mended);
        print(() -> {
            if (wish.output() == Wish.Output.PATCH) patch.write(mended);
            else text.write(mended, written);
        });
    }

    /** All documents, those that cannot be read among them. */
    private static List<Document> read(SourceText source) {
        List<Document> documents = new ArrayList<>();
        KubeReader.documents(source).forEach(documents::add);
        return documents;
    }

    private Judging judging(Input input) {
        List<Manifest> others = elsewhere.stream()
                .filter(object -> !object.source().name().equals(input.name()))
                .toList();
        return new Judging(
                Rules.ALL,
                grants,
                verdicts.settings(input.name()),
                verdicts.templates(input),
                others,
                demand,
                verdicts::settle);
    }

    private boolean write(Input input, Mended mended) {
        if (input.isStandardInput()) {
            console.out().writeBytes(mended.after().encoded());
            return true;
        }
        Optional<InputError> error = FileRewrite.replace(
                input.name(),
                input.path(),
                mended.before().encoded(),
                mended.after().encoded());
        errors.addAll(error.stream().toList());
        return error.isEmpty();
    }

    /** What prints something. */
    private interface Printing {
        void print() throws IOException;
    }

    private static void print(Printing printing) {
        try {
            printing.print();
        } catch (IOException e) {
            throw new UsageError("cannot write to standard output");
        }
    }
}
