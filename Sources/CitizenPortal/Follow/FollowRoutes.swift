import WebSupport

/// What comes after sending and beside it: progress, results, papers, village notices, checks and advice.
struct FollowRoutes: Sendable {
    let portal: Portal

    func register(in routes: RouteRegistry) {
        ProgressPages(portal: portal).register(in: routes)
        SupplementPages(portal: portal).register(in: routes)
        ResultPages(portal: portal).register(in: routes)
        ObjectionPages(portal: portal).register(in: routes)
        MorePages(portal: portal).register(in: routes)
        WithdrawPages(portal: portal).register(in: routes)
        ReviewPages(portal: portal).register(in: routes)
        ToldPages(portal: portal).register(in: routes)
        CreditPages(portal: portal).register(in: routes)
        PaperPages(portal: portal).register(in: routes)
        SigningPages(portal: portal).register(in: routes)
        NoticePages(portal: portal).register(in: routes)
        DocumentCheckPages(portal: portal).register(in: routes)
        CertificatePages(portal: portal).register(in: routes)
        MandatePages(portal: portal).register(in: routes)
        SelfTestPages(portal: portal).register(in: routes)
        GuidePages(portal: portal).register(in: routes)
    }
}
