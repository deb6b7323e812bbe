package import Casework
package import Policies
package import Primitives

extension HotlineTerms {
    /// The times of hotline tickets in a region on a day, each with the text it rests on.
    package init(_ policies: PolicySet, region: RegionCode, on day: CivilDate) throws {
        let policy = try policies.policy("procedure", for: region, on: day)
        let names: [HotlineSubject: String] = [
            .question: "hotlineQuestionDays", .helpAsked: "hotlineHelpDays", .report: "hotlineReportDays",
            .complaint: "hotlineComplaintDays",
        ]
        self.init(
            signInDays: try policy.cited("hotlineSignInDays"),
            replyDays: try names.mapValues { try policy.cited($0) },
            extensionDays: try policy.cited("hotlineExtensionDays"),
            sendBackDays: try policy.cited("hotlineSendBackDays"),
            callBackDays: try policy.cited("hotlineCallBackDays"))
    }
}
