import Casework
package import Primitives
import Sealing
import Storage

/// What issuing a village code answers.
package struct VillageCodeIssued: Codable, Hashable, Sendable {
    /// The random token.
    package let token: String
    /// The address for the QR code on the poster.
    package let address: String
}

/// Makes the code for a village's wall, with the helper whom the poster names.
package struct IssueVillageCode: Command {
    /// The verb's name.
    package static let name = "village.issueCode"
    /// The village.
    package let region: RegionCode
    /// The helper's name.
    package let helperName: String
    /// The helper's work phone, mobile or fixed.
    package let helperPhone: String

    /// Takes the parts.
    package init(region: RegionCode, helperName: String, helperPhone: String) {
        self.region = region
        self.helperName = helperName
        self.helperPhone = helperPhone
    }

    /// Checks role, scope and what was typed, and stores the code.
    package func run(in context: CommandContext) throws -> Outcome<VillageCodeIssued> {
        guard VillageCodeRights.mayChange(context.actor) else { return .refused([.notAllowed]) }
        var reasons: [Reason] = []
        let isKnown = try context.store.region(region) != nil
        if !isKnown || !context.scope.contains(region) {
            reasons.append(.notFound)
        } else if region.level != .village {
            reasons.append(.villageWanted)
        }
        if helperName.allSatisfy(\.isWhitespace) { reasons.append(.helperNameMissing) }
        let phone = helperPhone.filter { !$0.isWhitespace }
        if !VillageCodeRights.isPhone(phone) { reasons.append(.helperPhoneInvalid) }
        guard reasons.isEmpty else { return .refused(reasons) }
        let token = Token.link()
        try context.store.insertVillageCode(
            VillageCodeRow(
                token: token, region: region, helperName: helperName, helperPhone: phone, createdAt: context.now))
        try context.audit(Self.name, "region", Int64(region.padded) ?? 0, region: region)
        return .done(VillageCodeIssued(token: token, address: VillageCode.address(of: token, context.bureau.settings)))
    }
}

/// Closes a village's code, so that its poster leads nowhere.
package struct CloseVillageCode: Command {
    /// The verb's name.
    package static let name = "village.closeCode"
    /// The code's token.
    package let token: String

    /// Takes the token.
    package init(token: String) { self.token = token }

    /// Checks role and scope, and closes the code.
    package func run(in context: CommandContext) throws -> Outcome<VillageCodeIssued> {
        guard VillageCodeRights.mayChange(context.actor) else { return .refused([.notAllowed]) }
        guard let code = try context.store.villageCode(token: token), context.scope.contains(code.region) else {
            return .refused([.notFound])
        }
        try context.store.closeVillageCode(token: token, at: context.now)
        try context.audit(Self.name, "region", Int64(code.region.padded) ?? 0, region: code.region)
        return .done(VillageCodeIssued(token: token, address: VillageCode.address(of: token, context.bureau.settings)))
    }
}

/// Who changes village codes, and what a helper's phone looks like.
enum VillageCodeRights {
    static func mayChange(_ actor: Actor) -> Bool {
        if actor == .system { return true }
        return actor.staff.map { $0.role == .administrator || $0.role == .townshipClerk } ?? false
    }

    /// A mobile number, or a fixed line such as 0543-1234567.
    static func isPhone(_ text: String) -> Bool {
        if MobilePhone.normalized(text) != nil { return true }
        let digits = text.filter { $0 != "-" }.utf8
        return (7...12).contains(digits.count)
            && digits.allSatisfy { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
    }
}

extension Reason {
    /// A village code is for a village.
    package static let villageWanted = Reason(
        "villageWanted", field: "region", "村码要落到村（社区），请选到村一级。", "A village code belongs to a village. Choose one.")
    /// No helper's name.
    package static let helperNameMissing = Reason(
        "helperNameMissing", field: "helperName", "请填写协理员姓名。", "Type the helper's name.")
    /// The helper's phone is none.
    package static let helperPhoneInvalid = Reason(
        "helperPhoneInvalid", field: "helperPhone", "请填写协理员电话，手机或座机都可以。", "Type the helper's phone, mobile or fixed.")
}
