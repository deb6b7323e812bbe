/// What a comparison is made for; an authorisation holds only for the purposes it names.
package enum VerificationPurpose: String, Hashable, Sendable, Codable, CaseIterable {
    /// Before a decision on an application (事前核对).
    case application
    /// The periodic check of people on benefits (定期核对).
    case reverification
    /// After an objection to a report (异议复核).
    case objection
    /// The back-check of an award made before the sources answered (容缺后续核对).
    case backCheck

    /// The words for people.
    package var chinese: String {
        switch self {
        case .application: "申请审核"
        case .reverification: "定期复核"
        case .objection: "异议复核"
        case .backCheck: "容缺后续核对"
        }
    }
}
