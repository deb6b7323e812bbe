import Casework
package import Primitives
import Storage

extension CommandContext {
    /// Whom people of a place ring: the number of the nearest region above that has one, else the bureau's.
    ///
    /// One query.
    package func hotline(at region: RegionCode?) throws -> String {
        guard let region else { return bureau.settings.hotline }
        let numbers = try RegionHotlines.load(in: self)
        var place: RegionCode? = region
        while let code = place {
            if let number = numbers[code] { return number }
            place = code.parent
        }
        return bureau.settings.hotline
    }
}

/// The numbers of townships and counties, as the installation keeps them: `371621001=0543-5321001,…`.
enum RegionHotlines {
    static func load(in context: CommandContext) throws -> [RegionCode: String] {
        let text = try context.store.installationValue(.regionHotlines) ?? ""
        var numbers: [RegionCode: String] = [:]
        for entry in text.split(separator: ",") {
            let sides = entry.split(separator: "=").map(String.init)
            guard sides.count == 2, let code = try? RegionCode(sides[0]), Hotline(sides[1]) != nil else {
                throw StoreError(.damaged, "The installation's list of hotlines cannot be read.")
            }
            numbers[code] = sides[1]
        }
        return numbers
    }
}

/// Gives a region a hotline of its own, or takes it away with an empty number.
package struct SetRegionHotline: Command {
    /// The verb's name.
    package static let name = "region.setHotline"
    /// The county or township.
    package let region: RegionCode
    /// A landline or service number; empty to ring the bureau instead.
    package let number: String

    /// Takes the inputs.
    package init(region: RegionCode, number: String) {
        self.region = region
        self.number = number
    }

    /// Refuses a mobile number, since a hotline is no person's phone.
    package func run(in context: CommandContext) throws -> Outcome<Bool> {
        guard context.actor.staff?.role == .administrator, context.scope.contains(region) else {
            return .refused([.notAllowed])
        }
        var reasons: [Reason] = []
        if try context.store.region(region) == nil { reasons.append(.notFound) }
        if !number.isEmpty, Hotline(number) == nil { reasons.append(.hotlineInvalid) }
        guard reasons.isEmpty else { return .refused(reasons) }
        var numbers = try RegionHotlines.load(in: context)
        numbers[region] = number.isEmpty ? nil : number
        let text = numbers.sorted { $0.key < $1.key }.map { "\($0.key.text)=\($0.value)" }.joined(separator: ",")
        try context.store.setInstallationValue(.regionHotlines, text)
        try context.audit(Self.name, "region", 0, region: region, reason: number)
        return .done(true)
    }
}

extension Reason {
    static let hotlineInvalid = Reason(
        "hotlineInvalid", field: "number", "热线应为固定电话或服务号码，不能是手机号。请重填。",
        "A hotline is a landline or a service number, never a mobile phone. Type it again.")
}
