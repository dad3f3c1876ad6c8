package dev.leastwise.cli;

import dev.leastwise.image.Image;
import dev.leastwise.image.ImageError;
import dev.leastwise.image.Images;
import dev.leastwise.report.ImageReport;
import dev.leastwise.report.TextReport;
import dev.leastwise.source.InputError;
import java.util.List;

/** {@code leastwise image}. */
final class ImageCommand implements Command {

    private static final List<String> FORMATS = List.of("text", "json");

    @Override
    public CommandSpec spec() {
        return new CommandSpec(
                "image",
                "DIR[:TAG]",
                Values.FILES,
                Commands.SUMMARIES.getOrDefault("image", ""),
                List.of("DIR is an OCI image layout: skopeo copy docker://IMAGE oci:DIR:TAG makes one."),
                List.of(Output.option(FORMATS, "text (default) or json"), ImageOptions.PLATFORM));
    }

    @Override
    public int run(Arguments arguments, Console console) {
        List<Output> outputs = Output.read(arguments.values("output"), FORMATS);
        if (arguments.operands().size() != 1) throw new UsageError("name one image: leastwise image DIR[:TAG]");
        String place = arguments.operands().getFirst();
        Image image;
        try {
            image = Images.at(place, ImageOptions.platform(arguments), ImageOptions.cache(console));
        } catch (ImageError e) {
            console.error(TextReport.error(InputError.of(place, e.fact(), e.remedy())));
            return Exit.USAGE;
        }
        ImageReport report = new ImageReport(image.digest().toString(), image.facts());
        for (Output output : outputs) {
            StringBuilder text = new StringBuilder();
            if (output.format().equals("json")) report.json(text);
            else report.text(output.terminal(console), text);
            output.write(text, console);
        }
        return Exit.CLEAN;
    }
}
